-- Decimals are exact.
--! sql
SELECT CAST(1.10 AS DECIMAL(10, 2)) + CAST(2.205 AS DECIMAL(10, 3)) AS s, 0.1 + 0.2 AS t;
--! expect
+ 3.305 | 0.3
