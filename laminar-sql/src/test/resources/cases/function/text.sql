-- Text functions.
--! sql
SELECT upper('aé') AS a, length('aé') AS b, substring('hello', 2, 3) AS c, trim('  x ') AS d, replace('aXbX', 'X', '-') AS e, split_part('a,b,c', ',', 2) AS f, left('hello', 2) AS g, reverse('abc') AS h;
--! expect
+ AÉ | 2 | ell | x | a-b- | b | he | cba
