-- What ./lmnr runs once after a build, so that the JVM learns which classes a start needs: files, JSON,
-- expressions, windows, updating results. Nobody reads its output.
CREATE TABLE flights (
  date TIMESTAMP NOT NULL,
  delay BIGINT,
  distance BIGINT,
  origin TEXT NOT NULL,
  destination TEXT NOT NULL,
  WATERMARK FOR date AS date - INTERVAL '1' MINUTE
) WITH (connector = 'single_file', path = 'tools/training.json', format = 'json', type = 'source');

SELECT upper(origin) AS origin, delay * 60 AS seconds, distance / 2 AS half
FROM flights
WHERE delay > 0 AND destination <> 'LAS';

SELECT origin, tumble(INTERVAL '1 hour') AS window, count(*) AS flights, avg(delay) AS delay, max(distance) AS furthest
FROM flights
GROUP BY origin, window;

SELECT destination, count(*) AS flights, sum(distance) AS distance
FROM flights
GROUP BY destination;
