-- Integer overflow is an error of the row, never a wrapped value.
--! sql
SELECT 9223372036854775807 + x AS y FROM (VALUES (1)) AS v (x);
--! expect error BAD_DATA
out of range
