-- The README's pipeline: when did six or more flights leave an airport late on one day?
CREATE TABLE flights (
  date TIMESTAMP NOT NULL,
  delay INT,
  origin TEXT,
  WATERMARK FOR date
) WITH (
  connector = 'single_file',
  path = 'examples/data/flights.json',
  json.timestamp_format = 'yyyy/MM/dd HH:mm'
);

SELECT window.start AS day, origin, late, worst
FROM (
  SELECT origin, tumble(interval '1 day') AS window, count(*) AS late, max(delay) AS worst
  FROM flights
  WHERE delay > 15
  GROUP BY origin, window
)
WHERE late >= 6;
