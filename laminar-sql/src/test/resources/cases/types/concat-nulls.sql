-- || gives NULL with NULL, concat() skips it.
--! sql
SELECT 'a' || CAST(NULL AS TEXT) AS a, concat('a', NULL, 'b') AS b;
--! expect
+ NULL | ab
