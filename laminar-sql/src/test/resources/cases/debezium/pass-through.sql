-- Retracts pass through a projection and a filter.
--! feed d
{"before": null, "after": {"id": 1, "v": 10}, "op": "c"}
---
{"before": {"id": 1, "v": 10}, "after": {"id": 1, "v": 30}, "op": "u"}
---
{"schema": {}, "payload": {"before": {"id": 1, "v": 30}, "after": null, "op": "d"}}
--! sql
CREATE TABLE d (id BIGINT NOT NULL PRIMARY KEY, v BIGINT) WITH (connector = 'feed', format = 'debezium_json');
SELECT id, v * 2 AS twice FROM d WHERE v < 100;
--! expect
+ 1 | 20
---
- 1 | 20
+ 1 | 60
---
- 1 | 60
