-- Out-of-order rows within the watermark's allowance are counted.
--! feed e
{"ts": "2024-01-01T10:00:30Z", "v": 1}
{"ts": "2024-01-01T10:01:05Z", "v": 2}
{"ts": "2024-01-01T10:00:50Z", "v": 4}
{"ts": "2024-01-01T10:01:20Z", "v": 8}
{"ts": "2024-01-01T10:00:59Z", "v": 16}
--! sql
CREATE TABLE e (ts TIMESTAMP, v BIGINT, WATERMARK FOR ts AS ts - interval '30 s') WITH (connector = 'feed');
SELECT tumble(interval '1 minute') AS w, sum(v) FROM e GROUP BY w;
--! expect
+ (2024-01-01 10:00:00, 2024-01-01 10:01:00) | 21
+ (2024-01-01 10:01:00, 2024-01-01 10:02:00) | 10
