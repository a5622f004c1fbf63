-- An unknown option lists the known ones.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT) WITH (connector = 'feed', formt = 'json');
SELECT * FROM t;
--! expect error INVALID_OPTION
formt
format
