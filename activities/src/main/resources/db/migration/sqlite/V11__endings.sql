-- How each order ended, with what it was placed with, so that it can be listed and placed again once Temporal has
-- forgotten it. placed_at tells one life of an order ID from the next. attempts: how many robots were told.
-- request: JSON, as a client would place it.
CREATE TABLE endings (
  order_id     TEXT NOT NULL PRIMARY KEY,
  outcome      TEXT    NOT NULL CHECK (outcome IN ('made', 'failed', 'cancelled')),
  smoothie     TEXT    NOT NULL,
  request      TEXT    NOT NULL,
  placed_at    INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  ended_at     INTEGER NOT NULL,
  attempts     INTEGER NOT NULL,
  robot        TEXT,
  failure_type TEXT,
  stage        TEXT,
  message      TEXT
) STRICT;

CREATE INDEX endings_by_start ON endings (placed_at, order_id);
CREATE INDEX endings_by_end ON endings (ended_at, order_id);
