-- CASE in both forms.
--! sql
SELECT CASE WHEN 1 > 2 THEN 'x' WHEN 2 > 1 THEN 'y' END AS a, CASE 3 WHEN 1 THEN 'one' ELSE 'many' END AS b, CASE WHEN false THEN 1 END AS c;
--! expect
+ y | many | NULL
