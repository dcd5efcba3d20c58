-- The priority that an operator has given an order that waited: it goes before the order's own when the order claims
-- again. order_started_at tells one life of an order ID from the next.
CREATE TABLE order_priorities (
  order_id         TEXT    NOT NULL PRIMARY KEY,
  priority         INTEGER NOT NULL,
  order_started_at INTEGER NOT NULL,
  set_at           INTEGER NOT NULL
) STRICT;
