-- The watermark is the smallest of the splits'.
--! feed e
{"ts": "2024-01-01T10:00:30Z", "v": 1}
---
{"ts": "2024-01-01T10:05:00Z", "v": 2}
---
{"ts": "2024-01-01T10:06:00Z", "v": 2}
--! feed e
{"ts": "2024-01-01T10:00:10Z", "v": 4}
---
{"ts": "2024-01-01T10:00:20Z", "v": 8}
---
{"ts": "2024-01-01T10:02:00Z", "v": 16}
--! sql
CREATE TABLE e (ts TIMESTAMP, v BIGINT, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT tumble(interval '1 minute') AS w, sum(v) FROM e GROUP BY w;
--! expect
---
---
+ (2024-01-01 10:00:00, 2024-01-01 10:01:00) | 13
+ (2024-01-01 10:02:00, 2024-01-01 10:03:00) | 16
+ (2024-01-01 10:05:00, 2024-01-01 10:06:00) | 2
+ (2024-01-01 10:06:00, 2024-01-01 10:07:00) | 2
