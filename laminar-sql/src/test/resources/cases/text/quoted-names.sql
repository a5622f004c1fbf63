-- Names in back quotes or double quotes keep everything.
--! sql
SELECT `my col` AS "other col", "my col" + 1 AS n FROM (VALUES (1)) AS v (`my col`);
--! expect
+ 1 | 2
