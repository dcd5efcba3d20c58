-- Times are epoch milliseconds. What a robot is, is three facts: order_id, broken_reason, connected.
-- told: how many tries may have told it of that order; one that the broker certainly refused is not among them.
CREATE TABLE robots (
  name          TEXT    NOT NULL PRIMARY KEY,
  order_id      TEXT,
  claim         INTEGER NOT NULL DEFAULT 0,
  told          INTEGER NOT NULL DEFAULT 0,
  broken_reason TEXT,
  connected     INTEGER CHECK (connected IN (0, 1)),
  since         INTEGER NOT NULL
) STRICT;

-- Partial, or it would be taken for a way to find those that hold none.
CREATE UNIQUE INDEX robots_by_order ON robots (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX robots_free ON robots (name)
  WHERE order_id IS NULL AND broken_reason IS NULL AND COALESCE(connected, 1) = 1;

-- order_started_at tells one life of an order ID from the next (see Claims).
CREATE TABLE attempts (
  order_id         TEXT    NOT NULL,
  claim            INTEGER NOT NULL,
  robot            TEXT    NOT NULL,
  outcome          TEXT    NOT NULL CHECK (outcome IN
                     ('working', 'succeeded', 'timed_out', 'failed', 'not_sent', 'released')),
  reason           TEXT    NOT NULL DEFAULT '',
  started_at       INTEGER NOT NULL,
  ended_at         INTEGER,
  extra_answers    INTEGER NOT NULL DEFAULT 0,
  order_started_at INTEGER NOT NULL,
  PRIMARY KEY (order_id, claim)
) STRICT;

CREATE INDEX attempts_of_an_order_on_a_robot ON attempts (order_id, robot, outcome);
CREATE INDEX attempts_of_a_robot ON attempts (robot, started_at);
CREATE INDEX attempts_that_succeeded ON attempts (ended_at) WHERE outcome = 'succeeded';

CREATE TABLE waiters (
  order_id    TEXT    NOT NULL PRIMARY KEY,
  claim       INTEGER NOT NULL,
  priority    INTEGER NOT NULL,
  started_at  INTEGER NOT NULL,
  enqueued_at INTEGER NOT NULL
) STRICT;

CREATE INDEX waiters_in_order ON waiters (priority, started_at, order_id, claim);

-- Claims that ended without an attempt, so that a call that stalled cannot queue again.
CREATE TABLE closed_claims (
  order_id         TEXT    NOT NULL PRIMARY KEY,
  claim            INTEGER NOT NULL,
  order_started_at INTEGER NOT NULL,
  closed_at        INTEGER NOT NULL
) STRICT;

CREATE INDEX closed_claims_by_age ON closed_claims (closed_at);

CREATE TABLE dead_letters (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  topic   TEXT    NOT NULL,
  payload BLOB    NOT NULL,
  reason  TEXT    NOT NULL
) STRICT;

CREATE INDEX dead_letters_by_age ON dead_letters (at);

CREATE TABLE leases (
  name   TEXT    NOT NULL PRIMARY KEY,
  holder TEXT    NOT NULL,
  until  INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
