-- An aggregate over a join.
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
SELECT x, sum(y) AS total FROM a JOIN b ON a.id = b.id GROUP BY x;
--! expect
+ two | 20
---
+ one | 10
- two | 20
+ two | 41
---
+ three | 30
