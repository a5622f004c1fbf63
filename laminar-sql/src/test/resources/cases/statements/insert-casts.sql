-- INSERT casts as Postgres assigns: number to text, bigint to int.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
CREATE TABLE m (a TEXT, b INT);
INSERT INTO m SELECT id, v FROM t;
SELECT * FROM m;
--! expect
+ 1 | 10
+ 2 | 20
