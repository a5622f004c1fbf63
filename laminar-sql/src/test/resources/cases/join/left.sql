-- A left join takes back the padded row when a match comes.
--! feed a
{"id": 1, "x": "one"}
{"id": 2, "x": "two"}
---
{"id": 3, "x": "three"}
---
{"id": null, "x": "none"}
--! feed b
{"id": 2, "y": 20}
{"id": null, "y": 0}
---
{"id": 1, "y": 10}
{"id": 2, "y": 21}
---
{"id": 3, "y": 30}
--! sql
CREATE TABLE a (id BIGINT, x TEXT) WITH (connector = 'feed');
CREATE TABLE b (id BIGINT, y BIGINT) WITH (connector = 'feed');
SELECT a.id, x, y FROM a LEFT JOIN b ON a.id = b.id;
--! expect
+ 1 | one | NULL
+ 2 | two | 20
---
- 1 | one | NULL
+ 1 | one | 10
+ 2 | two | 21
+ 3 | three | NULL
---
- 3 | three | NULL
+ 3 | three | 30
+ NULL | none | NULL
