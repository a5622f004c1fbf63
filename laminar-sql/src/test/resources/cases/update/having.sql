-- HAVING over a changing group: rows come and go.
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
SELECT k, count(*) AS n FROM t GROUP BY k HAVING count(*) < 2;
--! expect
+ a | 1
+ b | 1
---
- a | 1
+ NULL | 1
---
- b | 1
