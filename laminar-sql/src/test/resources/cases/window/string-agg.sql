-- string_agg with an order, array_agg and bool_or within windows.
--! feed cars
{"ts": "2024-01-01T10:00:01Z", "driver": 1, "kind": "pickup", "fare": 3.5}
{"ts": "2024-01-01T10:00:20Z", "driver": 2, "kind": "dropoff", "fare": 10}
{"ts": "2024-01-01T10:00:59Z", "driver": 1, "kind": "dropoff", "fare": null}
{"ts": "2024-01-01T10:01:00Z", "driver": 3, "kind": "pickup", "fare": 7.25}
{"ts": "2024-01-01T10:01:30Z", "driver": 1, "kind": "pickup", "fare": 2}
{"ts": "2024-01-01T10:03:10Z", "driver": 2, "kind": "pickup", "fare": 1}
--! sql
CREATE TABLE cars (ts TIMESTAMP NOT NULL, driver BIGINT NOT NULL, kind TEXT, fare DOUBLE, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT w.start, names FROM (SELECT tumble(interval '2 minutes') AS w, string_agg(kind, '-' ORDER BY kind DESC) AS names FROM cars WHERE driver = 1 GROUP BY w);
--! expect
+ 2024-01-01 10:00:00 | pickup-pickup-dropoff
