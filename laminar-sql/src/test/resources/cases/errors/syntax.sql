-- A syntax error says what was found.
--! sql
SELECT 1 FORM x y;
--! expect error SYNTAX 1:10
FORM
FROM
