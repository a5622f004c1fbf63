-- Sessions end a gap after their last row.
--! feed cars
{"ts": "2024-01-01T10:00:01Z", "driver": 1, "kind": "pickup", "fare": 3.5}
{"ts": "2024-01-01T10:00:20Z", "driver": 2, "kind": "dropoff", "fare": 10}
{"ts": "2024-01-01T10:00:59Z", "driver": 1, "kind": "dropoff", "fare": null}
{"ts": "2024-01-01T10:01:00Z", "driver": 3, "kind": "pickup", "fare": 7.25}
{"ts": "2024-01-01T10:01:30Z", "driver": 1, "kind": "pickup", "fare": 2}
{"ts": "2024-01-01T10:03:10Z", "driver": 2, "kind": "pickup", "fare": 1}
--! sql
CREATE TABLE cars (ts TIMESTAMP NOT NULL, driver BIGINT NOT NULL, kind TEXT, fare DOUBLE, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT driver, w.start, w.end, n FROM (SELECT driver, session(interval '45 s') AS w, count(*) AS n FROM cars GROUP BY driver, w);
--! expect
+ 1 | 2024-01-01 10:00:01 | 2024-01-01 10:00:46 | 1
+ 1 | 2024-01-01 10:00:59 | 2024-01-01 10:02:15 | 2
+ 2 | 2024-01-01 10:00:20 | 2024-01-01 10:01:05 | 1
+ 3 | 2024-01-01 10:01:00 | 2024-01-01 10:01:45 | 1
+ 2 | 2024-01-01 10:03:10 | 2024-01-01 10:03:55 | 1
