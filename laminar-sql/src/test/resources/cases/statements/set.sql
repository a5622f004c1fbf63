-- SET takes known settings.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
SET parallelism = 2;
SET tick_interval = '50 ms';
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
SELECT count(*) FROM t;
--! expect
+ 2
