-- SHOW TABLES lists what was created.
--! sql
CREATE TABLE one (a INT);
CREATE TABLE two (a INT);
SHOW TABLES;
--! expect text
one
two
