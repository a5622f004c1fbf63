-- An aggregate over a windowed join.
--! feed p
{"ts": "2024-01-01T10:00:01Z", "id": 1}
{"ts": "2024-01-01T10:00:05Z", "id": 2}
{"ts": "2024-01-01T10:00:12Z", "id": 3}
--! feed q
{"ts": "2024-01-01T10:00:02Z", "id": 2}
{"ts": "2024-01-01T10:00:03Z", "id": 1}
{"ts": "2024-01-01T10:00:14Z", "id": 3}
--! sql
CREATE TABLE p (ts TIMESTAMP, id BIGINT, WATERMARK FOR ts) WITH (connector = 'feed');
CREATE TABLE q (ts TIMESTAMP, id BIGINT, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT w.start, count(*) AS pairs FROM (SELECT l.id, l.w FROM (SELECT id, tumble(interval '10 s') AS w FROM p GROUP BY id, w) l JOIN (SELECT id, tumble(interval '10 s') AS w FROM q GROUP BY id, w) r ON l.id = r.id AND l.w = r.w) GROUP BY w;
--! expect
+ 2024-01-01 10:00:00 | 2
+ 2024-01-01 10:00:10 | 1
