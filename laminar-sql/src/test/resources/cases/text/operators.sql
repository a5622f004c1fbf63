-- == and % and :: of other dialects.
--! sql
SELECT 1 == 1 AS eq, 7 % 3 AS rest, '12'::bigint + 1 AS n;
--! expect
+ true | 1 | 13
