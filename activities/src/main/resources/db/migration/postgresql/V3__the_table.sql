-- Begins with the third version of the schema: those before it are SQLite's only.
-- Times are epoch milliseconds. What a robot is, is three facts: order_id, broken_reason, connected.
-- told: how many tries may have told it of that order; one that the broker certainly refused is not among them.
-- tried_at: when a try to tell it was last made, sent or not; of interest while it holds an order.
-- Names and IDs sort as in every other room: by code point, whatever the database's own collation.
CREATE TABLE robots (
  name          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  order_id      TEXT COLLATE "C",
  claim         INTEGER NOT NULL DEFAULT 0,
  told          INTEGER NOT NULL DEFAULT 0,
  broken_reason TEXT,
  connected     INTEGER CHECK (connected IN (0, 1)),
  since         BIGINT  NOT NULL,
  tried_at      BIGINT
);

CREATE UNIQUE INDEX robots_by_order ON robots (order_id) WHERE order_id IS NOT NULL;

CREATE INDEX robots_free ON robots (name)
  WHERE order_id IS NULL AND broken_reason IS NULL AND COALESCE(connected, 1) = 1;

-- order_started_at tells one life of an order ID from the next (see Claims).
CREATE TABLE attempts (
  order_id         TEXT COLLATE "C" NOT NULL,
  claim            INTEGER NOT NULL,
  robot            TEXT COLLATE "C" NOT NULL,
  outcome          TEXT    NOT NULL CHECK (outcome IN
                     ('working', 'succeeded', 'timed_out', 'failed', 'unheard', 'refused', 'not_sent', 'released')),
  reason           TEXT    NOT NULL DEFAULT '',
  started_at       BIGINT  NOT NULL,
  ended_at         BIGINT,
  extra_answers    BIGINT  NOT NULL DEFAULT 0,
  order_started_at BIGINT  NOT NULL,
  PRIMARY KEY (order_id, claim)
);

CREATE INDEX attempts_of_an_order_on_a_robot ON attempts (order_id, robot, outcome);
CREATE INDEX attempts_of_a_robot ON attempts (robot, started_at);
CREATE INDEX attempts_that_succeeded ON attempts (ended_at) WHERE outcome = 'succeeded';

CREATE TABLE waiters (
  order_id    TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  claim       INTEGER NOT NULL,
  priority    INTEGER NOT NULL,
  started_at  BIGINT  NOT NULL,
  enqueued_at BIGINT  NOT NULL
);

CREATE INDEX waiters_in_order ON waiters (priority, started_at, order_id, claim);

-- Claims that ended without an attempt, so that a call that stalled cannot queue again.
CREATE TABLE closed_claims (
  order_id         TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  claim            INTEGER NOT NULL,
  order_started_at BIGINT  NOT NULL,
  closed_at        BIGINT  NOT NULL
);

CREATE INDEX closed_claims_by_age ON closed_claims (closed_at);

-- order_id: the order that the message seems to be about.
CREATE TABLE dead_letters (
  id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at       BIGINT NOT NULL,
  topic    TEXT   NOT NULL,
  payload  BYTEA  NOT NULL,
  reason   TEXT   NOT NULL,
  order_id TEXT COLLATE "C"
);

CREATE INDEX dead_letters_by_age ON dead_letters (at);
CREATE INDEX dead_letters_of_an_order ON dead_letters (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE leases (
  name   TEXT   NOT NULL PRIMARY KEY,
  holder TEXT   NOT NULL,
  until  BIGINT NOT NULL
);

CREATE TABLE settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

-- Which gateways listen: since when without a break, and when each said so last.
CREATE TABLE gateways (
  client_id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  since     BIGINT NOT NULL,
  last_seen BIGINT NOT NULL
);

-- What each robot said last of its being there, also of one that is not in `robots`: what counts for an order is
-- robots.connected, which an operator may overrule. session: that of its last birth, null when that named none.
CREATE TABLE presence (
  robot     TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  connected INTEGER NOT NULL CHECK (connected IN (0, 1)),
  session   TEXT,
  said_at   BIGINT  NOT NULL
);

CREATE INDEX presence_by_age ON presence (said_at);

-- Has no rows. Whoever claims, queues or offers locks it: PostgreSQL grants such locks in the order in which they
-- were asked for, a lock leaves nothing to be vacuumed, and it is there in a dump without data, too.
CREATE TABLE write_lock (nothing INTEGER);
