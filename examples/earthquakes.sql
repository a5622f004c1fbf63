-- Nested JSON: the number and the strongest of a week's earthquakes, by network and day.
CREATE TABLE earthquakes (
  id TEXT NOT NULL,
  properties STRUCT<mag DOUBLE, place TEXT, time TIMESTAMP, net TEXT, type TEXT>,
  geometry STRUCT<coordinates DOUBLE[]>,
  happened TIMESTAMP GENERATED ALWAYS AS (properties.time) STORED,
  WATERMARK FOR happened AS happened - INTERVAL '8 days'
) WITH (
  connector = 'single_file',
  path = 'examples/data/earthquakes.json',
  format = 'json',
  json.timestamp_format = 'unix_ms'
);

SELECT w.start AS day, net, quakes, strongest, deepest_km
FROM (
  SELECT properties.net AS net, tumble(interval '1 day') AS w, count(*) AS quakes,
    max(properties.mag) AS strongest, max(geometry.coordinates[3]) AS deepest_km
  FROM earthquakes
  WHERE properties.type = 'earthquake'
  GROUP BY properties.net, w
)
WHERE quakes > 5;
