-- Bids with their bidder and the auctions that the bidder sells.
SELECT b.auction, b.bidder, b.price, p.name, a.id, a.category
FROM bid AS b
JOIN person AS p ON b.bidder = p.id
JOIN auction AS a ON a.seller = b.bidder;
