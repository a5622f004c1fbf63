-- The SQL:2016 form of a cumulating window.
--! feed cars
{"ts": "2024-01-01T10:00:01Z", "driver": 1, "kind": "pickup", "fare": 3.5}
{"ts": "2024-01-01T10:00:20Z", "driver": 2, "kind": "dropoff", "fare": 10}
{"ts": "2024-01-01T10:00:59Z", "driver": 1, "kind": "dropoff", "fare": null}
{"ts": "2024-01-01T10:01:00Z", "driver": 3, "kind": "pickup", "fare": 7.25}
{"ts": "2024-01-01T10:01:30Z", "driver": 1, "kind": "pickup", "fare": 2}
{"ts": "2024-01-01T10:03:10Z", "driver": 2, "kind": "pickup", "fare": 1}
--! sql
CREATE TABLE cars (ts TIMESTAMP NOT NULL, driver BIGINT NOT NULL, kind TEXT, fare DOUBLE, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT window_end, count(*) AS n FROM TABLE(CUMULATE(TABLE cars, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '2' MINUTE)) GROUP BY window_start, window_end;
--! expect
+ 2024-01-01 10:01:00 | 3
+ 2024-01-01 10:02:00 | 5
+ 2024-01-01 10:04:00 | 1
