-- A record that does not decode fails the job under the default policy.
--! feed t
{"id": 1}
{"id": "x"}
--! sql
CREATE TABLE t (id BIGINT) WITH (connector = 'feed');
SELECT id FROM t;
--! expect error BAD_DATA
line 2
id
BIGINT
