-- Timestamps and intervals.
--! sql
SELECT TIMESTAMP '2024-01-31 10:00:00' + INTERVAL '1' MONTH AS a, TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '1 day 2 hours' AS b;
--! expect
+ 2024-02-29 10:00:00 | 2024-01-02 02:00:00
