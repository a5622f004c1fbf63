-- INSERT names columns; the others are NULL.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
CREATE TABLE m (a BIGINT, b TEXT, c DOUBLE);
INSERT INTO m (c, a) SELECT v, id FROM t;
SELECT * FROM m;
--! expect
+ 1 | NULL | 10.0
+ 2 | NULL | 20.0
