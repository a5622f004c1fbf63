-- Grouping by an expression.
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
SELECT id % 2 AS odd, sum(v) AS s FROM t GROUP BY id % 2;
--! expect
+ 1 | 10
+ 0 | 20
---
- 1 | 10
+ 1 | 40
- 0 | 20
+ 0 | 25
---
