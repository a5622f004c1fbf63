-- Bids per bidder in sessions of 10 s gap.
SELECT bidder, bids, w.start AS starttime, w.end AS endtime
FROM (SELECT bidder, count(*) AS bids, session(interval '10 s') AS w FROM bid GROUP BY bidder, w);
