-- Integer division truncates.
--! sql
SELECT 7 / 2 AS a, -7 / 2 AS b, 7 % -3 AS c;
--! expect
+ 3 | -3 | 1
