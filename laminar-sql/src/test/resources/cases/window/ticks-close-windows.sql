-- A window is emitted once the watermark reaches its end, not before.
--! feed e
{"ts": "2024-01-01T10:00:30Z", "v": 1}
{"ts": "2024-01-01T10:00:59.999Z", "v": 2}
---
{"ts": "2024-01-01T10:01:00Z", "v": 4}
---
{"ts": "2024-01-01T10:01:30Z", "v": 8}
--! sql
CREATE TABLE e (ts TIMESTAMP, v BIGINT, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT tumble(interval '1 minute') AS w, sum(v) FROM e GROUP BY w;
--! expect
---
+ (2024-01-01 10:00:00, 2024-01-01 10:01:00) | 3
---
+ (2024-01-01 10:01:00, 2024-01-01 10:02:00) | 12
