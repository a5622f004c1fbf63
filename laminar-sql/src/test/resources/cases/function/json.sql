-- JSON functions.
--! sql
SELECT json_value('{"a": {"b": [1, 2]}}', '$.a.b[1]') AS a, json_exists('{"a": 1}', '$.b') AS b, json_query('{"a": {"b": 1}}', '$.a') AS c;
--! expect
+ 2 | false | {"b": 1}
