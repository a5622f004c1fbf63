-- first_value and last_value by event time.
--! feed cars
{"ts": "2024-01-01T10:00:01Z", "driver": 1, "kind": "pickup", "fare": 3.5}
{"ts": "2024-01-01T10:00:20Z", "driver": 2, "kind": "dropoff", "fare": 10}
{"ts": "2024-01-01T10:00:59Z", "driver": 1, "kind": "dropoff", "fare": null}
{"ts": "2024-01-01T10:01:00Z", "driver": 3, "kind": "pickup", "fare": 7.25}
{"ts": "2024-01-01T10:01:30Z", "driver": 1, "kind": "pickup", "fare": 2}
{"ts": "2024-01-01T10:03:10Z", "driver": 2, "kind": "pickup", "fare": 1}
--! sql
CREATE TABLE cars (ts TIMESTAMP NOT NULL, driver BIGINT NOT NULL, kind TEXT, fare DOUBLE, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT driver, first_value(kind) AS f, last_value(kind) AS l FROM cars GROUP BY driver, tumble(interval '1 hour');
--! expect
+ 1 | pickup | pickup
+ 2 | dropoff | pickup
+ 3 | pickup | pickup
