-- Changing results: how many flights each route has had so far, as changes in Debezium's form.
CREATE TABLE flights (
  date TIMESTAMP NOT NULL,
  delay INT,
  origin TEXT,
  destination TEXT
) WITH (
  connector = 'single_file',
  path = 'examples/data/flights.json',
  json.timestamp_format = 'yyyy/MM/dd HH:mm'
);

CREATE VIEW routes AS
SELECT origin, destination, count(*) AS flights, avg(delay) AS mean_delay
FROM flights
GROUP BY origin, destination;

SELECT origin, destination, flights FROM routes WHERE flights > 12;
