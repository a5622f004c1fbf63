-- A record that does not decode is left out under drop.
--! feed t
{"id": 1}
{"id": "x"}
{"id": 3}
--! sql
CREATE TABLE t (id BIGINT) WITH (connector = 'feed', bad_data = 'drop');
SELECT id FROM t;
--! expect
+ 1
+ 3
