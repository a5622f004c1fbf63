-- unnest in a select list makes rows.
--! feed t
{"id": 1, "xs": ["a", "b"]}
{"id": 2, "xs": []}
{"id": 3, "xs": ["c"]}
--! sql
CREATE TABLE t (id BIGINT, xs TEXT[]) WITH (connector = 'feed');
SELECT id, unnest(xs) AS x FROM t;
--! expect
+ 1 | a
+ 1 | b
+ 3 | c
