-- INSERT with too few columns.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
CREATE TABLE m (a BIGINT, b BIGINT);
INSERT INTO m SELECT v FROM t;
--! expect error INVALID_QUERY
2
1
