-- An unknown function.
--! sql
SELECT uper('x');
--! expect error INVALID_QUERY 1:8
uper
upper
