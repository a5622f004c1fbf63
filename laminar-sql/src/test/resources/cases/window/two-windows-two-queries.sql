-- Two statements read one table; each gives its own rows.
--! feed cars
{"ts": "2024-01-01T10:00:01Z", "driver": 1, "kind": "pickup", "fare": 3.5}
{"ts": "2024-01-01T10:00:20Z", "driver": 2, "kind": "dropoff", "fare": 10}
{"ts": "2024-01-01T10:00:59Z", "driver": 1, "kind": "dropoff", "fare": null}
{"ts": "2024-01-01T10:01:00Z", "driver": 3, "kind": "pickup", "fare": 7.25}
{"ts": "2024-01-01T10:01:30Z", "driver": 1, "kind": "pickup", "fare": 2}
{"ts": "2024-01-01T10:03:10Z", "driver": 2, "kind": "pickup", "fare": 1}
--! sql
CREATE TABLE cars (ts TIMESTAMP NOT NULL, driver BIGINT NOT NULL, kind TEXT, fare DOUBLE, WATERMARK FOR ts) WITH (connector = 'feed');
CREATE VIEW big AS SELECT tumble(interval '4 minutes') AS w, count(*) AS n FROM cars GROUP BY w;
SELECT n FROM big UNION ALL SELECT count(*) FROM cars GROUP BY tumble(interval '1 minute');
--! expect
+ 6
+ 3
+ 2
+ 1
