-- Unquoted names match in any case.
--! sql
SELECT ABC, aBc + 1 AS d FROM (VALUES (1)) AS v (abc);
--! expect
+ 1 | 2
