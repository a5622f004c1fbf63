-- A full join keeps both.
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
SELECT x, y FROM a FULL JOIN b ON a.id = b.id;
--! expect
+ one | NULL
+ two | 20
+ NULL | 0
---
- one | NULL
+ one | 10
+ two | 21
+ three | NULL
---
- three | NULL
+ three | 30
+ none | NULL
