-- CROSS JOIN UNNEST, with the element's number.
--! feed t
{"id": 1, "xs": ["a", "b"]}
{"id": 3, "xs": ["c"]}
--! sql
CREATE TABLE t (id BIGINT, xs TEXT[]) WITH (connector = 'feed');
SELECT id, e.x, e.n FROM t CROSS JOIN UNNEST(xs) WITH ORDINALITY AS e (x, n);
--! expect
+ 1 | a | 1
+ 1 | b | 2
+ 3 | c | 1
