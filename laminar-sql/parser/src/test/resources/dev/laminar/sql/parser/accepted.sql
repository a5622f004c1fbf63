SELECT window.start, window.end, count FROM (SELECT tumble(interval '1' minute) AS window, count(*) AS count FROM cars GROUP BY 1)
---
SELECT tumble(interval '1 minute') AS window, count(*) FROM cars GROUP BY window
---
SELECT timestamp, user, end FROM cars
---
SELECT extract(epoch FROM timestamp) FROM t
---
SELECT INTERVAL '1 day 2 hours'
---
SELECT row_number() OVER (PARTITION BY window ORDER BY count DESC) AS row_number FROM t
---
SELECT value->'driver_id', value->>'a', a == b, a % b, a::bigint, unnest(xs) AS x, x[1], m['k'], s.f.g FROM t
---
SELECT * FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
---
SELECT * FROM TABLE(HOP(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '5' MINUTE)) AS w(a, b)
---
SELECT * FROM orders o JOIN rates FOR SYSTEM_TIME AS OF o.ts AS r ON o.currency = r.currency
---
SELECT * FROM a ASOF JOIN b MATCH_CONDITION a.ts >= b.ts ON a.k = b.k
---
SELECT * FROM a LEFT ASOF JOIN b MATCH_CONDITION a.ts >= b.ts ON a.k = b.k
---
SELECT * FROM t MATCH_RECOGNIZE (PARTITION BY symbol ORDER BY ts MEASURES A.ts AS start, LAST(B.ts) AS end, FINAL LAST(B.price) AS p, MATCH_NUMBER() AS n ONE ROW PER MATCH AFTER MATCH SKIP TO LAST B PATTERN (A B+ C*? (D|E){2,3}) WITHIN INTERVAL '1' HOUR DEFINE B AS B.price < PREV(B.price), C AS C.price > A.price) AS m
---
SELECT * FROM t MATCH_RECOGNIZE (ORDER BY ts MEASURES A.ts AS a ALL ROWS PER MATCH AFTER MATCH SKIP PAST LAST ROW PATTERN (A B) DEFINE B AS TRUE)
---
WITH a AS (SELECT 1 AS x), b (y, z) AS (SELECT x, x FROM a) SELECT * FROM a, b
---
VALUES (1, 'a'), (2, 'b')
---
SELECT a, b, sum(c) FROM t GROUP BY GROUPING SETS ((a), (b), ())
---
SELECT a, b, sum(c) FROM t GROUP BY ROLLUP(a, b), CUBE(a), b
---
SELECT * FROM t QUALIFY row_number() OVER (PARTITION BY a ORDER BY b) = 1
---
SELECT ARRAY[1,2], MAP['a', 1], ROW(1, 'x'), ARRAY[], array_agg(x ORDER BY y DESC NULLS LAST), string_agg(x, ',') FROM t
---
SELECT CAST(a AS BIGINT UNSIGNED), CAST(b AS TEXT[]), c::MAP<TEXT, INT>, d::STRUCT<f INT, g TEXT NOT NULL>, e::timestamp(3) with time zone, f::timestamptz, TRY_CAST(x AS double precision), g::float8, h::bool, i::interval, '5'::decimal(10,2) FROM t
---
SELECT a <=> b, a IS NOT DISTINCT FROM b, a || b || 'c', a != b, a ILIKE 'x%', a NOT ILIKE 'y', a ~ '^b', a !~* 'c', a NOT IN (1,2), a NOT BETWEEN 1 AND 2 FROM t
---
SELECT count(*) FILTER (WHERE a > 1), percentile_cont(0.5) WITHIN GROUP (ORDER BY x), sum(x) OVER (ORDER BY ts ROWS BETWEEN 3 PRECEDING AND CURRENT ROW), sum(x) OVER (PARTITION BY rows ORDER BY range RANGE BETWEEN INTERVAL '1 hour' PRECEDING AND CURRENT ROW), sum(x) OVER w, first_value(x) IGNORE NULLS OVER (w ROWS UNBOUNDED PRECEDING) FROM t WINDOW w AS (PARTITION BY a ORDER BY b)
---
SELECT * FROM t, LATERAL (SELECT * FROM u WHERE u.a = t.a) AS l, UNNEST(t.xs) WITH ORDINALITY AS x(v, i), LATERAL TABLE(f(t.a)) AS g
---
SELECT `a b`, "c d", `e``f`, "g""h", E'a\tb\'c', 'it''s', x'00ff', $$raw 'text'$$ FROM `large-orders` AS "t"
---
SELECT interval '1 month', interval '10 s', interval '500 ms', interval '00:05:00', interval 'PT1M', interval '1 month 2 days', interval '5 us', interval -'1' day, interval '100' minute, interval '1-2' year to month, interval '1 2:03:04.5' day to second, interval 5 minutes, interval '1.5 hours', interval '3 days ago', interval x day, interval (a+b) hour
---
SELECT date '2020-01-01', time '10:00:00', timestamp '2020-01-01 00:00:00', timestamptz '2020-01-01 00:00:00 UTC', timestamp with time zone '2020-01-01 00:00:00 UTC', current_timestamp, current_date FROM t
---
SELECT CASE WHEN end > 1 THEN start ELSE end END end, CASE a WHEN 1 THEN 'x' END AS case_, (CASE WHEN a THEN b END) end FROM t
---
SELECT a FROM t ORDER BY a DESC NULLS FIRST, b ASC LIMIT 10 OFFSET 5
---
SELECT a FROM t ORDER BY a OFFSET 5 ROWS FETCH NEXT 10 ROWS ONLY
---
SELECT a FROM t FETCH FIRST ROW ONLY
---
SELECT offset, limit, fetch, window w, rows, range FROM t offset WHERE offset > 5 LIMIT 3
---
SELECT DISTINCT a FROM t UNION ALL SELECT b FROM u INTERSECT SELECT c FROM v EXCEPT (SELECT d FROM w) ORDER BY 1
---
SELECT count(DISTINCT x), min(value), max(key) AS max, sum(offset) sum FROM t GROUP BY date, time HAVING count(*) > 1
---
SELECT * EXCLUDE (a, b) FROM t
---
SELECT t.* FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a) AND x IN (SELECT y FROM z) AND a = ANY (SELECT b FROM c) AND NOT EXISTS (SELECT 1)
---
SELECT trim(both 'x' from a), trim(a), trim(a, 'xy'), trim(leading from a), substring(a from 1 for 2), substring(a, 1), position('a' in b), overlay(a placing b from 1), floor(ts to day), ceil(x), floor(x), extract(day from ts), extract(milliseconds from ts), extract(week from x) FROM t
---
SELECT json_value(j, '$.a' RETURNING BIGINT DEFAULT 1 ON EMPTY NULL ON ERROR), json_query(j, '$.b' WITH WRAPPER), json_exists(j, '$.c'), json_object('a' VALUE 1, 'b': 2), json_object(KEY 'k' VALUE v NULL ON NULL), json_array(1, 2), json_arrayagg(x ORDER BY y), json_objectagg(k VALUE v), j IS JSON, j IS NOT JSON OBJECT, json_query(j, '$' EMPTY ARRAY ON ERROR) FROM t
---
SELECT a AT TIME ZONE 'UTC', ts + interval '1' day, a.b.c[1].d, f(x).y FROM t
---
SELECT coalesce(value->'a'->>'b', 'x') || 'y', a->>'x' || 'b' = 'c', 1 + 2 || 'z', -1::int FROM t
---
SELECT left(a, 1), right(b, 2), year(ts), hour(ts), minute(x), replace(a, 'x', 'y'), if(a, b, c), mod(a, b), date(ts), user(x), date_trunc('hour', ts), values, table FROM t
---
SELECT * FROM a LEFT JOIN b USING (k) RIGHT OUTER JOIN c ON a.x = c.x FULL JOIN d ON TRUE CROSS JOIN e NATURAL JOIN f INNER JOIN g ON a.b = g.b LEFT SEMI JOIN h ON h.a = a.a LEFT ANTI JOIN i ON i.a = a.a, j
---
SELECT /*+ STATE_TTL('a' = '1 h') */ a FROM t /*+ OPTIONS('x' = 'y') */ -- comment
/* nested /* comment */ still */ WHERE a > 1 // another
---
SELECT order, group, left, "select" FROM t GROUP BY order, group ORDER BY order
---
SELECT first, last, next, value, key FROM t WHERE position > 1 AND language = 'x' AND method = result
---
SELECT a FROM (a CROSS JOIN b)
---
(SELECT a FROM t) UNION ALL (SELECT b FROM u) LIMIT 3
---
SELECT x FROM t WHERE (a, b) IN ((1, 2), (3, 4)) AND a BETWEEN SYMMETRIC 1 AND 2 AND symmetric BETWEEN symmetric AND asymmetric
---
SELECT t.timestamp, t.window.start, t.user FROM window t JOIN user ON t.date = user.date
---
SELECT a date, b time, c timestamp, d user, e value, f rows, g end, h window, i offset, j year FROM t
---
SELECT tumble(interval '1' minute), hop(interval '1' minute, interval '5' minute), session(interval '1' hour) FROM t GROUP BY tumble(interval '1' minute)
---
SELECT array(SELECT a FROM t), EXISTS(SELECT 1), (SELECT max(x) FROM t)
---
SELECT count(*) over (partition by a), count(*) over, b FROM t
---
CREATE TABLE cars (timestamp TIMESTAMP(3) NOT NULL, user TEXT, end BIGINT UNSIGNED, total DOUBLE GENERATED ALWAYS AS (price * 2) STORED, p INT METADATA FROM 'partition', key TEXT PRIMARY KEY, xs INT[], m MAP<TEXT, ARRAY<INT>>, s STRUCT<a INT, b TEXT>, WATERMARK FOR timestamp AS timestamp - INTERVAL '5' SECOND) WITH (connector = 'kafka', 'a.b' = 'c', json.timestamp_format = 'x', n = 10, t = true, m = -1.5)
---
CREATE TABLE x WITH (connector = 'stdout') AS SELECT * FROM y
---
CREATE TABLE IF NOT EXISTS a.b.c (WATERMARK FOR ts, PRIMARY KEY (a, b), a INT, b INT)
---
INSERT INTO sink (a, b) SELECT * FROM source; INSERT INTO `large-orders` SELECT * FROM orders WHERE amount > 100; INSERT INTO t VALUES (1, DEFAULT), (2, 3); INSERT INTO t (SELECT 1)
---
SET parallelism = 4; SET tick_interval = '100 ms'; SET a.b.c = on; SET x TO 1 hour; SET y = 'z' ;;
---
DROP TABLE IF EXISTS t; DROP VIEW v; DROP FUNCTION f; SHOW TABLES; SHOW FUNCTIONS; SHOW CONNECTORS; DESCRIBE t; EXPLAIN SELECT 1; EXPLAIN INSERT INTO a SELECT 1; EXPLAIN PLAN FOR SELECT 1
---
CREATE OR REPLACE FUNCTION f(a BIGINT, b TEXT[]) RETURNS DOUBLE PRECISION LANGUAGE java AS $$ return a; $$; CREATE FUNCTION g() RETURNS INT AS 'x' LANGUAGE js
---
CREATE OR REPLACE VIEW v (a, b) AS SELECT 1, 2; CREATE VIEW IF NOT EXISTS w AS VALUES (1)
---
SELECT auction, bidder, 0.908 * price AS price, dateTime, extra FROM bid
---
SELECT auction, price FROM bid WHERE MOD(auction, 123) = 0
---
SELECT P.name, P.city, P.state, A.id FROM auction AS A INNER JOIN person AS P ON A.seller = P.id WHERE A.category = 10 AND (P.state = 'OR' OR P.state = 'ID' OR P.state = 'CA')
---
SELECT Q.category, AVG(Q.final) FROM (SELECT MAX(B.price) AS final, A.category FROM auction A, bid B WHERE A.id = B.auction AND B.dateTime BETWEEN A.dateTime AND A.expires GROUP BY A.id, A.category) Q GROUP BY Q.category
---
SELECT AuctionBids.auction, AuctionBids.num FROM (SELECT auction, count(*) AS num, window_start AS starttime, window_end AS endtime FROM TABLE(HOP(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '2' SECOND, INTERVAL '10' SECOND)) GROUP BY auction, window_start, window_end) AS AuctionBids JOIN (SELECT max(CountBids.num) AS maxn, CountBids.starttime, CountBids.endtime FROM (SELECT count(*) AS num, window_start AS starttime, window_end AS endtime FROM TABLE(HOP(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '2' SECOND, INTERVAL '10' SECOND)) GROUP BY auction, window_start, window_end) AS CountBids GROUP BY CountBids.starttime, CountBids.endtime) AS MaxBids ON AuctionBids.starttime = MaxBids.starttime AND AuctionBids.endtime = MaxBids.endtime AND AuctionBids.num >= MaxBids.maxn
---
SELECT Q.seller, AVG(Q.final) OVER (PARTITION BY Q.seller ORDER BY Q.dateTime ROWS BETWEEN 10 PRECEDING AND CURRENT ROW) FROM (SELECT MAX(B.price) AS final, A.seller, B.dateTime FROM auction AS A, bid AS B WHERE A.id = B.auction and B.dateTime between A.dateTime and A.expires GROUP BY A.id, A.seller, B.dateTime) AS Q
---
SELECT B.auction, B.price, B.bidder, B.dateTime, B.extra from bid B JOIN (SELECT MAX(price) AS maxprice, window_end as dateTime FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '10' SECOND)) GROUP BY window_start, window_end) B1 ON B.price = B1.maxprice WHERE B.dateTime BETWEEN B1.dateTime - INTERVAL '10' SECOND AND B1.dateTime
---
SELECT id, itemName, description, initialBid, reserve, dateTime, expires, seller, category, extra, auction, bidder, price, bid_dateTime FROM (SELECT A.*, B.auction, B.bidder, B.price, B.dateTime AS bid_dateTime, ROW_NUMBER() OVER (PARTITION BY A.id ORDER BY B.price DESC, B.dateTime ASC) AS rownum FROM auction A, bid B WHERE A.id = B.auction AND B.dateTime BETWEEN A.dateTime AND A.expires) WHERE rownum <= 1
---
SELECT auction, bidder, price, dateTime, extra, DATE_FORMAT(dateTime, 'yyyy-MM-dd'), DATE_FORMAT(dateTime, 'HH:mm') FROM bid
---
SELECT bidder, count(*) as bid_count, window.start AS starttime, window.end AS endtime FROM (SELECT bidder, session(interval '10' second) AS window FROM bid) GROUP BY bidder, window
---
SELECT auction, 0.908 * price as price, CASE WHEN HOUR(dateTime) >= 8 AND HOUR(dateTime) <= 18 THEN 'dayTime' WHEN HOUR(dateTime) <= 6 OR HOUR(dateTime) >= 20 THEN 'nightTime' ELSE 'otherTime' END AS bidTimeType, dateTime, extra, count_char(extra, 'c') AS c_counts FROM bid WHERE 0.908 * price > 1000000 AND 0.908 * price < 50000000
---
SELECT DATE_FORMAT(dateTime, 'yyyy-MM-dd') as `day`, count(*) AS total_bids, count(*) filter (where price < 10000) AS rank1_bids, count(distinct bidder) filter (where price >= 10000 and price < 1000000) AS rank2_bidders, max(DATE_FORMAT(dateTime, 'HH:mm')) as `minute` FROM bid GROUP BY DATE_FORMAT(dateTime, 'yyyy-MM-dd')
---
SELECT auction, DATE_FORMAT(dateTime, 'yyyy-MM-dd') as day, count(*) AS total_bids, min(price) AS min_price, max(price) AS max_price, avg(price) AS avg_price, sum(price) AS sum_price FROM bid GROUP BY auction, DATE_FORMAT(dateTime, 'yyyy-MM-dd')
---
SELECT auction, bidder, price, channel, CASE WHEN lower(channel) = 'apple' THEN '0' ELSE REGEXP_EXTRACT(url, '(&|^)channel_id=([^&]*)', 2) END AS channel_id FROM bid where REGEXP_EXTRACT(url, '(&|^)channel_id=([^&]*)', 2) is not null or lower(channel) in ('apple', 'google', 'facebook', 'baidu')
---
SELECT B.auction, B.bidder, P.value FROM (SELECT *, PROCTIME() as p_time FROM bid) B JOIN side_input FOR SYSTEM_TIME AS OF B.p_time AS P ON mod(B.auction, 10000) = P.key
---
SELECT bid.auction AS auction, count(*) AS count FROM nexmark WHERE bid IS NOT NULL GROUP BY bid.auction, hop(interval '2 seconds', interval '10 seconds')
---
WITH bids AS (SELECT bid.auction AS auction, bid.datetime AS datetime FROM (SELECT bid FROM nexmark) WHERE bid IS NOT NULL) SELECT AuctionBids.auction AS auction, AuctionBids.num AS count FROM (SELECT B1.auction, HOP(INTERVAL '2' SECOND, INTERVAL '10' SECOND) AS window, count(*) AS num FROM bids B1 GROUP BY 1, 2) AS AuctionBids JOIN (SELECT max(num) AS maxn, window FROM (SELECT count(*) AS num, HOP(INTERVAL '2' SECOND, INTERVAL '10' SECOND) AS window FROM bids B2 GROUP BY B2.auction, 2) AS CountBids GROUP BY 2) AS MaxBids ON AuctionBids.num = MaxBids.maxn AND AuctionBids.window = MaxBids.window
---
CREATE TABLE mastodon (value TEXT) WITH (connector = 'sse', format = 'raw_string', endpoint = 'http://mastodon.arroyo.dev/api/v1/streaming/public', events = 'update'); CREATE VIEW tags AS (SELECT tag FROM (SELECT extract_json_string(value, '$.tags[*].name') AS tag FROM mastodon) WHERE tag is not null); SELECT * FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window ORDER BY count DESC) as row_number FROM (SELECT count(*) as count, tag, hop(interval '5 seconds', interval '15 minutes') as window FROM tags group by tag, window)) WHERE row_number <= 5
---
CREATE TABLE orders (customer_id INT, order_id INT, date_string TEXT NOT NULL, timestamp TIMESTAMP GENERATED ALWAYS AS (CAST(date_string as TIMESTAMP)) STORED, watermark TIMESTAMP GENERATED ALWAYS AS (CAST(date_string as TIMESTAMP) - INTERVAL '5 seconds') STORED) WITH (connector = 'kafka', format = 'json', type = 'source', bootstrap_servers = 'localhost:9092', topic = 'order_topic', event_time_field = 'timestamp', watermark_field = 'watermark')
---
SELECT a.x, b.y FROM a JOIN b ON a.id = b.id AND a.ts BETWEEN b.ts - INTERVAL '5' MINUTE AND b.ts + INTERVAL '5' MINUTE
---
SELECT json->>'type' AS type, (json->'actor'->>'id')::bigint AS id, json->'tags'->0->>'name' FROM events WHERE json->>'type' IN ('push', 'pull') GROUP BY 1, 2, json->'tags'->0->>'name' HAVING count(*) > 10 ORDER BY count(*) DESC, json->>'type' LIMIT 5
---
SELECT now() - '1 hour'::interval, CAST('90 s' AS INTERVAL), ts::date, date '2020-01-01' + interval '1 month', a.ts - b.ts FROM a ASOF JOIN b ON a.k = b.k AND a.ts >= b.ts
---
SELECT a, b, c, sum(d) FROM t GROUP BY GROUPING SETS ((a, b), ROLLUP(c), CUBE(a, b), a), b
---
SELECT * FROM TABLE(TUMBLE(DATA => TABLE t, TIMECOL => DESCRIPTOR(ts), SIZE => INTERVAL '1' MINUTE)) AS data
---
SELECT * FROM TABLE(SESSION(TABLE t PARTITION BY k, DESCRIPTOR(ts), INTERVAL '1' MINUTE)), TABLE(CUMULATE(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '1' HOUR))
---
SELECT * FROM TABLE(SESSION(TABLE t PARTITION BY k ORDER BY m, DESCRIPTOR(ts), INTERVAL '1' MINUTE))
---
SELECT * FROM tumble(TABLE t, DESCRIPTOR(ts), INTERVAL '1' MINUTE) AS w
---
SELECT * FROM a CROSS JOIN UNNEST(a.xs) AS t(x) LEFT JOIN LATERAL (SELECT * FROM b WHERE b.k = a.k) AS l ON TRUE CROSS JOIN LATERAL TABLE(f(a.x)) AS g
---
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS t(a, b) WHERE a > 0
---
SELECT lag(x, 1, 0) OVER (ORDER BY ts), rank() OVER (), sum(x) FILTER (WHERE y) OVER w, count(*) FILTER (WHERE z) AS filter FROM t WINDOW w AS (PARTITION BY a), v AS (ORDER BY b RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL '5' MINUTE FOLLOWING)
---
SELECT 1.5e3, .5, 5., 1e-3, 0, 00012, -1, +2, - -3
---
SELECT a.*, b.c AS "d e" FROM a, b WHERE a.x <> ALL (SELECT y FROM c) AND a.z < SOME (VALUES (1), (2))
---
SELECT json_object(key value value, 'key': key), json_value(value, '$.error'), json_array(error, empty) FROM t
---
SELECT * FROM t WHERE date = DATE '2020-01-01' AND time > TIME '10:00:00' AND timestamp < TIMESTAMP '2020-01-01 00:00:00' AND interval = INTERVAL '1' DAY
---
SELECT k, approx_percentile_cont(0.9) WITHIN GROUP (ORDER BY v) FILTER (WHERE v > 0), array_agg(DISTINCT v), string_agg(v, ', ' ORDER BY ts), top_k(v, 3), first_value(v) FROM t GROUP BY k
---
SELECT a FROM t WHERE (SELECT count(*) FROM u WHERE u.a = t.a) > 1 OR a IN (SELECT b FROM v UNION SELECT c FROM w)
---
SELECT session(interval '5 minutes') AS session, hop(interval '1' second, interval '1' minute) hop, cumulate(interval '1 s', interval '1 d') AS cumulate, tumble(interval '1 month', interval '1 day') FROM t GROUP BY session, hop, 3, 4
---
SELECT floor(timestamp TO HOUR) AS hour, extract(hour FROM timestamp) hour2, hour(timestamp), date_trunc('hour', timestamp) FROM t GROUP BY floor(timestamp TO HOUR), 2, hour
---
WITH RECURSIVE r (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT * FROM r
---
SELECT m['a']['b'], xs[1][2], f(x)[1], (SELECT xs FROM t)[1], ARRAY[1, 2][1], MAP['a', 1]['a'], ROW(1, 2), ARRAY[ROW(1, 'a')], s.xs[1].y.z FROM t
---
SELECT CASE WHEN a THEN 1 WHEN b THEN 2 ELSE 3 END + 1, CASE x WHEN 1, 2 THEN 'a' ELSE 'b' END FROM t
---
select distinct a from t where b is not null and not c and d is true or e is not distinct from f
---
SELECT count(*) FROM t HAVING count(*) > 1
---
SELECT a FROM s.t, "s"."t2" AS t2, `s.t3`
---
INSERT INTO a WITH x AS (SELECT 1 AS b) SELECT b FROM x UNION ALL VALUES (2)
---
SELECT cast(null as int), null::text, true AND false, unknown, default FROM t
---
SELECT a FROM t1 LEFT OUTER JOIN t2 ON t1.a = t2.a AND t1.start BETWEEN t2.start AND t2.end WHERE t1.end IS NULL
---
SELECT t.end - t.start AS duration, t.end::date, t.value->>'end', t.rows[1], t.offset % 2, -t.offset FROM t ORDER BY t.end DESC
