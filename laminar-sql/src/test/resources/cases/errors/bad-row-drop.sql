-- A row on which an expression fails is left out under drop.
--! feed t
{"id": 1}
{"id": 0}
{"id": 5}
--! sql
CREATE TABLE t (id BIGINT) WITH (connector = 'feed', bad_data = 'drop');
SELECT 10 / id AS x FROM t;
--! expect
+ 10
+ 2
