-- Text compares by code point.
--! sql
SELECT 'Z' < 'a' AS a, 'a' < 'ä' AS b, '' < 'a' AS c, 'abc' < 'abd' AS d;
--! expect
+ true | true | true | true
