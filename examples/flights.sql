-- How late did flights leave the busiest airports in the first days of 2001?
CREATE TABLE flights (
  date TIMESTAMP NOT NULL,
  delay INT,
  distance INT,
  origin TEXT,
  destination TEXT,
  WATERMARK FOR date
) WITH (
  connector = 'single_file',
  path = 'examples/data/flights.json',
  format = 'json',
  json.timestamp_format = 'yyyy/MM/dd HH:mm'
);

SELECT window.start AS day, origin, flights, mean_delay, worst
FROM (
  SELECT origin, tumble(interval '1 day') AS window, count(*) AS flights,
    round(avg(delay)) AS mean_delay, max(delay) AS worst
  FROM flights
  GROUP BY origin, window
)
WHERE flights >= 14;
