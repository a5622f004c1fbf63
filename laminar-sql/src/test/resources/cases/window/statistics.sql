-- Deviation and percentiles of a window.
--! feed cars
{"ts": "2024-01-01T10:00:01Z", "driver": 1, "kind": "pickup", "fare": 3.5}
{"ts": "2024-01-01T10:00:20Z", "driver": 2, "kind": "dropoff", "fare": 10}
{"ts": "2024-01-01T10:00:59Z", "driver": 1, "kind": "dropoff", "fare": null}
{"ts": "2024-01-01T10:01:00Z", "driver": 3, "kind": "pickup", "fare": 7.25}
{"ts": "2024-01-01T10:01:30Z", "driver": 1, "kind": "pickup", "fare": 2}
{"ts": "2024-01-01T10:03:10Z", "driver": 2, "kind": "pickup", "fare": 1}
--! sql
CREATE TABLE cars (ts TIMESTAMP NOT NULL, driver BIGINT NOT NULL, kind TEXT, fare DOUBLE, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT round(stddev_pop(driver), 3) AS s, median(driver) AS m, percentile_cont(0.5) WITHIN GROUP (ORDER BY driver) AS p FROM cars GROUP BY tumble(interval '1 hour');
--! expect
+ 0.745 | 1.5 | 1.5
