-- An unknown connector lists those that are there.
--! sql
CREATE TABLE t (id BIGINT) WITH (connector = 'kafkaa');
SELECT * FROM t;
--! expect error INVALID_OPTION
kafkaa
