-- RIGHT join of two windowed inputs within equal windows.
--! feed p
{"ts": "2024-01-01T10:00:01Z", "id": 1}
{"ts": "2024-01-01T10:00:05Z", "id": 2}
{"ts": "2024-01-01T10:00:12Z", "id": 3}
--! feed q
{"ts": "2024-01-01T10:00:02Z", "id": 2, "z": "x"}
{"ts": "2024-01-01T10:00:13Z", "id": 1, "z": "y"}
{"ts": "2024-01-01T10:00:14Z", "id": 3, "z": "w"}
--! sql
CREATE TABLE p (ts TIMESTAMP, id BIGINT, WATERMARK FOR ts) WITH (connector = 'feed');
CREATE TABLE q (ts TIMESTAMP, id BIGINT, z TEXT, WATERMARK FOR ts) WITH (connector = 'feed');
SELECT l.id, l.w.start, r.n FROM (SELECT id, tumble(interval '10 s') AS w, count(*) AS n FROM p GROUP BY id, w) l RIGHT JOIN (SELECT id, tumble(interval '10 s') AS w, count(*) AS n FROM q GROUP BY id, w) r ON l.id = r.id AND l.w = r.w;
--! expect
+ 2 | 2024-01-01 10:00:00 | 1
+ 3 | 2024-01-01 10:00:10 | 1
+ NULL | NULL | 1
