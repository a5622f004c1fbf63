-- UNNEST of a map gives keys and values.
--! feed t
{"id": 1, "m": {"a": 1, "b": 2}}
--! sql
CREATE TABLE t (id BIGINT, m MAP<TEXT, BIGINT>) WITH (connector = 'feed');
SELECT id, k, v FROM t CROSS JOIN UNNEST(m) AS e (k, v);
--! expect
+ 1 | a | 1
+ 1 | b | 2
