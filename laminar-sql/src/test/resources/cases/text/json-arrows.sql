-- -> gives JSON, ->> gives text.
--! feed cars
{"timestamp": "2024-01-01T10:00:01Z", "user": "ann", "end": 1, "value": {"driver_id": 7, "a": "x"}}
--! sql
CREATE TABLE cars (timestamp TIMESTAMP, user TEXT, end BIGINT, value JSON) WITH (connector = 'feed');
SELECT value->'driver_id' AS j, value->>'a' AS x, value->'none' AS n FROM cars;
--! expect
+ 7 | x | NULL
