-- Regular expressions.
--! sql
SELECT regexp_replace('abc123', '[0-9]+', '#') AS a, regexp_like('abc', '^a') AS b, regexp_extract('id=42;', 'id=([0-9]+)', 1) AS c;
--! expect
+ abc# | true | 42
