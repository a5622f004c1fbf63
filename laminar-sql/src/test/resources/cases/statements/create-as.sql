-- CREATE TABLE AS takes the query's columns.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
CREATE TABLE m AS SELECT id + 100 AS far FROM t;
SELECT far FROM m;
--! expect
+ 101
+ 102
