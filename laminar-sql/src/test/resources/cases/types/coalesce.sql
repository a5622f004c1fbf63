-- COALESCE, NULLIF, GREATEST, LEAST.
--! sql
SELECT coalesce(NULL, NULL, 3) AS a, nullif(1, 1) AS b, greatest(1, 3, 2) AS c, least('b', 'a') AS d;
--! expect
+ 3 | NULL | 3 | a
