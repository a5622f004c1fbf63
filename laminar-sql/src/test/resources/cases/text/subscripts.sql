-- x[1], m[key] and s.f.g.
--! feed t
{"xs": [5, 6], "m": {"k": 1}, "s": {"f": {"g": "deep"}}}
--! sql
CREATE TABLE t (xs BIGINT[], m MAP<TEXT, BIGINT>, s STRUCT<f STRUCT<g TEXT>>) WITH (connector = 'feed');
SELECT xs[1], xs[3], m['k'], m['z'], t.s.f.g, s.f.g FROM t;
--! expect
+ 5 | NULL | 1 | NULL | deep | deep
