-- Division by zero is an error of the row.
--! sql
SELECT 1 / x AS y FROM (VALUES (0)) AS v (x);
--! expect error BAD_DATA
division by zero
