-- A join of a changing aggregate.
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
SELECT a.x, n FROM a JOIN (SELECT id, count(*) AS n FROM b GROUP BY id) c ON a.id = c.id;
--! expect
+ two | 1
---
+ one | 1
- two | 1
+ two | 2
---
+ three | 1
