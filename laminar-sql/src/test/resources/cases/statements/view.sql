-- A view is a name for a query.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
CREATE VIEW big AS SELECT id, v FROM t WHERE v > 15;
SELECT id FROM big;
--! expect
+ 2
