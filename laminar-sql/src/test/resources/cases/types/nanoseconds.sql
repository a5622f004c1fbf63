-- TIMESTAMP(9) keeps nanoseconds.
--! feed t
{"a": "2024-01-01T00:00:00.123456789Z"}
--! sql
CREATE TABLE t (a TIMESTAMP(9)) WITH (connector = 'feed');
SELECT a FROM t;
--! expect
+ 2024-01-01 00:00:00.123456789
