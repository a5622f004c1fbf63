-- People who appeared and opened an auction in the same 10 s window.
SELECT p.id, p.name, p.w.start AS starttime
FROM (SELECT id, name, tumble(interval '10 s') AS w FROM person GROUP BY id, name, w) AS p
JOIN (SELECT seller, tumble(interval '10 s') AS w FROM auction GROUP BY seller, w) AS a
  ON p.id = a.seller AND p.w = a.w;
