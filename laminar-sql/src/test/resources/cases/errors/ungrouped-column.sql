-- A column that is neither grouped nor aggregated.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
SELECT id, count(*) FROM t GROUP BY k;
--! expect error INVALID_QUERY 2:8
id
