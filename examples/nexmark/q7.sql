-- The highest bids of each 10 s window.
SELECT b.auction, b.price, b.bidder, b.dateTime, b.extra
FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '10' SECOND)) AS b
JOIN (
  SELECT max(price) AS price, window_start, window_end
  FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(dateTime), INTERVAL '10' SECOND))
  GROUP BY window_start, window_end
) AS m
  ON b.price = m.price AND b.window_start = m.window_start AND b.window_end = m.window_end;
