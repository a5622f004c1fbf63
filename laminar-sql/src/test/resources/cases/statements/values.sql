-- VALUES without a table.
--! sql
SELECT * FROM (VALUES (1, 'x'), (2, NULL)) AS v (a, b);
--! expect
+ 1 | x
+ 2 | NULL
