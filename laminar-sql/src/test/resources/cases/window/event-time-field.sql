-- event_time_field alone allows one second of disorder.
--! feed e
{"ts": "2024-01-01T10:00:30Z", "v": 1}
{"ts": "2024-01-01T10:01:00.500Z", "v": 2}
{"ts": "2024-01-01T10:00:59.900Z", "v": 4}
{"ts": "2024-01-01T10:01:10Z", "v": 8}
--! sql
CREATE TABLE e (ts TIMESTAMP, v BIGINT) WITH (connector = 'feed', event_time_field = 'ts');
SELECT tumble(interval '1 minute') AS w, sum(v) FROM e GROUP BY w;
--! expect
+ (2024-01-01 10:00:00, 2024-01-01 10:01:00) | 5
+ (2024-01-01 10:01:00, 2024-01-01 10:02:00) | 10
