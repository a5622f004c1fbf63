-- IN, BETWEEN and LIKE.
--! sql
SELECT 2 IN (1, 2) AS a, 5 NOT BETWEEN 1 AND 4 AS b, 'hello' LIKE 'h%o' AS c, 'Hello' ILIKE 'hE__o' AS d;
--! expect
+ true | true | true | true
