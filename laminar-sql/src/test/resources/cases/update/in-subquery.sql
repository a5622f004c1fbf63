-- IN with a query of another table's rows.
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
SELECT id FROM t WHERE k IN (SELECT k FROM t WHERE v = 20);
--! expect
+ 2
---
---
+ 5
