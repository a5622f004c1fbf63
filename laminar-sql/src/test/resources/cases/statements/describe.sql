-- DESCRIBE lists columns and types.
--! sql
CREATE TABLE t (id BIGINT NOT NULL, tags TEXT[], price DECIMAL(10, 2), s STRUCT<a INT, b TEXT>);
DESCRIBE t;
--! expect text
id
BIGINT
tags
TEXT[]
DECIMAL(10, 2)
