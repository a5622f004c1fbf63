-- A sum of a sum stays exact as both change.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
---
{"id": 3, "k": "a", "v": 30}
{"id": 4, "k": null, "v": 5}
---
{"id": 5, "k": "b", "v": null}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
SELECT sum(s) AS total FROM (SELECT k, sum(v) AS s FROM t GROUP BY k);
--! expect
+ 30
---
- 30
+ 65
---
