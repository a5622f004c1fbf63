-- A window over a table without event time says how to declare it.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
SELECT count(*) FROM t GROUP BY tumble(interval '1 minute');
--! expect error INVALID_QUERY
WATERMARK
