-- Unsigned columns keep their range.
--! feed t
{"a": 255, "b": 18446744073709551615}
--! sql
CREATE TABLE t (a TINYINT UNSIGNED, b BIGINT UNSIGNED) WITH (connector = 'feed');
SELECT a, b FROM t;
--! expect
+ 255 | 18446744073709551615
