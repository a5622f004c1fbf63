-- Three-valued logic.
--! sql
SELECT (NULL AND false) AS a, (NULL OR true) AS b, (NULL = 1) AS c, (NULL IS NOT DISTINCT FROM NULL) AS d;
--! expect
+ false | true | NULL | true
