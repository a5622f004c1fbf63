-- WITH names a query within a query.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
WITH big AS (SELECT id, v FROM t WHERE v > 15) SELECT v, id FROM big;
--! expect
+ 20 | 2
