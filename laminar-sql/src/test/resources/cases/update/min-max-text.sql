-- Extremes of texts.
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
SELECT min(k), max(k) FROM t;
--! expect
+ a | b
---
---
