-- The auctions with the most bids in each hop of 10 s by 2 s.
CREATE VIEW counts AS
SELECT auction, count(*) AS num, hop(interval '2 s', interval '10 s') AS w
FROM bid
GROUP BY auction, w;

SELECT c.auction, c.num
FROM counts AS c JOIN (SELECT max(num) AS most, w FROM counts GROUP BY w) AS m
  ON c.w = m.w AND c.num = m.most;
