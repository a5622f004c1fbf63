-- Words such as timestamp, user and end are ordinary names.
--! feed cars
{"timestamp": "2024-01-01T10:00:01Z", "user": "ann", "end": 1, "value": {"driver_id": 7, "a": "x"}}
--! sql
CREATE TABLE cars (timestamp TIMESTAMP, user TEXT, end BIGINT, value JSON) WITH (connector = 'feed');
SELECT timestamp, user, end FROM cars;
--! expect
+ 2024-01-01 10:00:01 | ann | 1
