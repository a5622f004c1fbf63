-- A generated column is computed from the others.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT, twice BIGINT GENERATED ALWAYS AS (v * 2) STORED) WITH (connector = 'feed');
SELECT id, twice FROM t;
--! expect
+ 1 | 20
+ 2 | 40
