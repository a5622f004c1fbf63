-- The Nexmark benchmark's events as three views over one stream, dateTime being the event time.
-- Run it together with a query:
--   lmnr run examples/nexmark/tables.sql examples/nexmark/q5.sql -D events=100000 -D rate=10000
CREATE TABLE nexmark WITH (
  connector = 'nexmark',
  events = '${events}',
  event_rate = '${rate}',
  event_time_field = 'event_time'
);

CREATE VIEW person AS
SELECT person.id AS id, person.name AS name, person.emailAddress AS emailAddress,
  person.creditCard AS creditCard, person.city AS city, person.state AS state,
  event_time AS dateTime, person.extra AS extra
FROM nexmark
WHERE event_type = 0;

CREATE VIEW auction AS
SELECT auction.id AS id, auction.itemName AS itemName, auction.description AS description,
  auction.initialBid AS initialBid, auction.reserve AS reserve, event_time AS dateTime,
  auction.expires AS expires, auction.seller AS seller, auction.category AS category,
  auction.extra AS extra
FROM nexmark
WHERE event_type = 1;

CREATE VIEW bid AS
SELECT bid.auction AS auction, bid.bidder AS bidder, bid.price AS price, bid.channel AS channel,
  bid.url AS url, event_time AS dateTime, bid.extra AS extra
FROM nexmark
WHERE event_type = 2;
