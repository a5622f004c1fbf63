-- Hashes.
--! sql
SELECT md5('a') AS a, to_hex(255) AS b;
--! expect
+ 0cc175b9c0f1b6a831c399e269772661 | ff
