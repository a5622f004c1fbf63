-- Debezium envelopes become inserts and retracts.
--! feed d
{"before": null, "after": {"id": 1, "v": 10}, "op": "c"}
{"before": null, "after": {"id": 2, "v": 5}, "op": "r"}
---
{"before": {"id": 1, "v": 10}, "after": {"id": 1, "v": 30}, "op": "u"}
---
{"before": {"id": 2, "v": 5}, "after": null, "op": "d"}
--! sql
CREATE TABLE d (id BIGINT NOT NULL PRIMARY KEY, v BIGINT) WITH (connector = 'feed', format = 'debezium_json');
SELECT count(*) AS n, sum(v) AS total, max(v) AS top FROM d;
--! expect
+ 2 | 15 | 10
---
- 2 | 15 | 10
+ 2 | 35 | 30
---
- 2 | 35 | 30
+ 1 | 30 | 30
