-- extract(epoch FROM a column named timestamp).
--! feed cars
{"timestamp": "2024-01-01T10:00:01Z", "user": "ann", "end": 1, "value": {"driver_id": 7, "a": "x"}}
--! sql
CREATE TABLE cars (timestamp TIMESTAMP, user TEXT, end BIGINT, value JSON) WITH (connector = 'feed');
SELECT extract(epoch FROM timestamp) AS e FROM cars;
--! expect
+ 1704103201.000000
