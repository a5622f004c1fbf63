-- Comments may stand anywhere.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
-- a comment; with a semicolon
SELECT /* within */ id -- to the end
FROM t;
--! expect
+ 1
+ 2
