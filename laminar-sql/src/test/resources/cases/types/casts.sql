-- Casts between types.
--! sql
SELECT CAST('42' AS INT) AS a, CAST(3.7 AS BIGINT) AS b, CAST(1 AS BOOLEAN) AS c, CAST(true AS TEXT) AS d, CAST('2024-02-29' AS DATE) AS e, CAST('2024-02-29 12:30:00' AS TIMESTAMP) AS f;
--! expect
+ 42 | 4 | true | true | 2024-02-29 | 2024-02-29 12:30:00
