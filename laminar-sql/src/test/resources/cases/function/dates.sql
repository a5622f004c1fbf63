-- Date functions.
--! sql
SELECT date_trunc('hour', TIMESTAMP '2024-05-06 07:08:09') AS a, extract(year FROM DATE '2024-05-06') AS b, date_part('dow', TIMESTAMP '2024-05-05 00:00:00') AS c;
--! expect
+ 2024-05-06 07:00:00 | 2024 | 0.0
