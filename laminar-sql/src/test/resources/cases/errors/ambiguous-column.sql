-- A name that both sides have.
--! feed a
{"id": 1, "x": "one"}
{"id": 2, "x": "two"}
---
{"id": 3, "x": "three"}
---
{"id": null, "x": "none"}
--! feed b
{"id": 2, "y": 20}
{"id": null, "y": 0}
---
{"id": 1, "y": 10}
{"id": 2, "y": 21}
---
{"id": 3, "y": 30}
--! sql
CREATE TABLE a (id BIGINT, x TEXT) WITH (connector = 'feed');
CREATE TABLE b (id BIGINT, y BIGINT) WITH (connector = 'feed');
SELECT id FROM a JOIN b ON a.id = b.id;
--! expect error INVALID_QUERY 3:8
id
