-- Numeric functions.
--! sql
SELECT abs(-5) AS a, round(2.567, 2) AS b, floor(2.7) AS c, ceil(2.1) AS d, power(2, 10) AS e, mod(10, 3) AS f, sign(-2) AS g;
--! expect
+ 5 | 2.57 | 2 | 3 | 1024.0 | 1 | -1
