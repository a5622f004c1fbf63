-- Sums, averages and extremes that change.
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
SELECT k, sum(v), avg(v), min(v), max(v), count(v) FROM t GROUP BY k;
--! expect
+ a | 10 | 10.0 | 10 | 10 | 1
+ b | 20 | 20.0 | 20 | 20 | 1
---
- a | 10 | 10.0 | 10 | 10 | 1
+ a | 40 | 20.0 | 10 | 30 | 2
+ NULL | 5 | 5.0 | 5 | 5 | 1
---
