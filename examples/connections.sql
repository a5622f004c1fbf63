-- A windowed join: airports to which more flights came than left, hour by hour.
CREATE TABLE flights (
  date TIMESTAMP NOT NULL,
  origin TEXT,
  destination TEXT,
  WATERMARK FOR date
) WITH (
  connector = 'single_file',
  path = 'examples/data/flights.json',
  json.timestamp_format = 'yyyy/MM/dd HH:mm'
);

SELECT a.airport, a.w.start AS hour, a.arrivals, coalesce(d.departures, 0) AS departures
FROM (
  SELECT destination AS airport, tumble(interval '1 hour') AS w, count(*) AS arrivals
  FROM flights GROUP BY destination, w
) AS a
LEFT JOIN (
  SELECT origin AS airport, tumble(interval '1 hour') AS w, count(*) AS departures
  FROM flights GROUP BY origin, w
) AS d ON a.airport = d.airport AND a.w = d.w
WHERE a.arrivals > coalesce(d.departures, 0) + 3;
