-- An out-of-order row joins two sessions of its key.
--! feed e
{"ts": "2024-01-01T10:00:00Z", "k": "a"}
{"ts": "2024-01-01T10:00:50Z", "k": "a"}
{"ts": "2024-01-01T10:00:25Z", "k": "a"}
{"ts": "2024-01-01T10:05:00Z", "k": "a"}
--! sql
CREATE TABLE e (ts TIMESTAMP, k TEXT, WATERMARK FOR ts AS ts - interval '1 minute') WITH (connector = 'feed');
SELECT w.start, w.end, n FROM (SELECT k, session(interval '30 s') AS w, count(*) AS n FROM e GROUP BY k, w);
--! expect
+ 2024-01-01 10:00:00 | 2024-01-01 10:01:20 | 3
+ 2024-01-01 10:05:00 | 2024-01-01 10:05:30 | 1
