-- A table without a connector lives between the statements of a text.
--! feed t
{"id": 1, "k": "a", "v": 10}
{"id": 2, "k": "b", "v": 20}
--! sql
CREATE TABLE t (id BIGINT NOT NULL, k TEXT, v BIGINT) WITH (connector = 'feed');
CREATE TABLE m (id BIGINT, label TEXT);
INSERT INTO m SELECT id, k FROM t WHERE id = 1;
INSERT INTO m SELECT id, 'second' FROM t WHERE id = 2;
SELECT label, id FROM m;
--! expect
+ a | 1
+ second | 2
