-- A SELECT without FROM gives one row.
--! sql
SELECT 1 + 1 AS two, 'a' || 'b' AS ab;
--! expect
+ 2 | ab
