-- An unknown column names the nearest one.
--! sql
SELECT idd FROM (VALUES (1)) AS v (id);
--! expect error INVALID_QUERY 1:8
idd
id
