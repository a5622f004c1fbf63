-- A window and a key, with sums that skip nulls.
--! feed cars
{"ts": "2024-01-01T10:00:01Z", "driver": 1, "kind": "pickup", "fare": 3.5}
{"ts": "2024-01-01T10:00:20Z", "driver": 2, "kind": "dropoff", "fare": 10}
{"ts": "2024-01-01T10:00:59Z", "driver": 1, "kind": "dropoff", "fare": null}
{"ts": "2024-01-01T10:01:00Z", "driver": 3, "kind": "pickup", "fare": 7.25}
{"ts": "2024-01-01T10:01:30Z", "driver": 1, "kind": "pickup", "fare": 2}
{"ts": "2024-01-01T10:03:10Z", "driver": 2, "kind": "pickup", "fare": 1}
--! sql
CREATE TABLE cars (ts TIMESTAMP NOT NULL, driver BIGINT NOT NULL, kind TEXT, fare DOUBLE, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT driver, tumble(interval '2 minutes') AS w, count(*), count(fare), sum(fare), min(fare), max(fare) FROM cars GROUP BY driver, w;
--! expect
+ 1 | (2024-01-01 10:00:00, 2024-01-01 10:02:00) | 3 | 2 | 5.5 | 2.0 | 3.5
+ 2 | (2024-01-01 10:00:00, 2024-01-01 10:02:00) | 1 | 1 | 10.0 | 10.0 | 10.0
+ 3 | (2024-01-01 10:00:00, 2024-01-01 10:02:00) | 1 | 1 | 7.25 | 7.25 | 7.25
+ 2 | (2024-01-01 10:02:00, 2024-01-01 10:04:00) | 1 | 1 | 1.0 | 1.0 | 1.0
