import type { Database } from 'node-sqlite3-wasm'

export const currencies: readonly string[] = ['EUR', 'USD', 'JPY']

/** The tables of the shop. Indexes are missing on purpose: a slow query has to be slow. */
export function seed(database: Database): void {
  database.exec(`
    CREATE TABLE product (id INTEGER PRIMARY KEY, name TEXT, lamp TEXT, watts INTEGER);
    CREATE TABLE price (product_id INTEGER, currency TEXT, amount INTEGER);
    CREATE TABLE past_price (product_id INTEGER, currency TEXT, day INTEGER, amount INTEGER);
    CREATE TABLE rating (product_id INTEGER, stars INTEGER);
    CREATE TABLE cart_item (cart_id INTEGER, product_id INTEGER, quantity INTEGER);
    CREATE TABLE customer_order (id INTEGER PRIMARY KEY, customer TEXT, placed_at INTEGER);
    CREATE TABLE order_line (order_id INTEGER, product_id INTEGER, quantity INTEGER);
    CREATE TABLE number (n INTEGER PRIMARY KEY);

    WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 2200)
    INSERT INTO number SELECT n FROM counted;

    WITH lamp (place, name) AS (VALUES
      (0, 'Ghost Light'), (1, 'Footlight Strip'), (2, 'Fresnel'),
      (3, 'Follow Spot'), (4, 'Birdie'), (5, 'Gobo Moon'))
    INSERT INTO product
    SELECT n, name || ' ' || (40 + (n - 1) / 6 * 20), name, 40 + (n - 1) / 6 * 20
    FROM number JOIN lamp ON place = (n - 1) % 6 WHERE n <= 60;

    WITH money (currency, factor) AS (VALUES ('EUR', 1.0), ('USD', 1.1), ('JPY', 170.0))
    INSERT INTO price SELECT id, currency, (9000 + 700 * id) * factor FROM product, money;

    INSERT INTO past_price
    SELECT product_id, currency, n, amount - n % 5 * 100 FROM price, number WHERE n <= 14;

    INSERT INTO rating SELECT id, 3 + (id + n) % 3 FROM product, number WHERE n <= 20;

    INSERT INTO cart_item VALUES (1, 4, 2), (1, 61, 1);

    INSERT INTO customer_order SELECT n, 'customer-' || n % 97, n * 60 FROM number;

    INSERT INTO order_line
    SELECT id, (id + n) % 60 + 1, n FROM customer_order, number WHERE n <= 4;
  `)
}
