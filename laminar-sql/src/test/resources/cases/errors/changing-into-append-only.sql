-- A changing query into an append-only sink is refused with the remedy.
--! feed t
{"id": 1, "k": "a", "v": 1}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
CREATE TABLE out (k TEXT, n BIGINT) WITH (connector = 'stdout', format = 'json');
INSERT INTO out SELECT k, count(*) FROM t GROUP BY k;
--! expect error INVALID_QUERY
debezium_json
