CREATE TABLE orders (
  id BIGINT NOT NULL, customer BIGINT, amount BIGINT, placed TIMESTAMP NOT NULL, note TEXT,
  WATERMARK FOR placed AS placed - INTERVAL '5 seconds'
) WITH (connector = 'single_file', path = 'orders.json');
CREATE TABLE customers (id BIGINT, name TEXT, city TEXT)
  WITH (connector = 'single_file', path = 'customers.csv', format = 'csv');
CREATE TABLE out (customer BIGINT, n BIGINT)
  WITH (connector = 'single_file', path = 'out.json', format = 'debezium_json');
CREATE TABLE out2 (customer BIGINT, n BIGINT)
  WITH (connector = 'single_file', path = 'out2.json', format = 'debezium_json');
CREATE TABLE log (a BIGINT, b BIGINT) WITH (connector = 'single_file', path = 'log.json');
