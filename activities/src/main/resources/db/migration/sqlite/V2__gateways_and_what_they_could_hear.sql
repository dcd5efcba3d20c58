-- Which gateways listen: since when without a break, and when each said so last.
CREATE TABLE gateways (
  client_id TEXT    NOT NULL PRIMARY KEY,
  since     INTEGER NOT NULL,
  last_seen INTEGER NOT NULL
) STRICT;

-- When a try to tell the robot was last made, sent or not; of interest while it holds an order.
ALTER TABLE robots ADD COLUMN tried_at INTEGER;

-- SQLite cannot change a CHECK. Two outcomes are new: unheard, and refused.
ALTER TABLE attempts RENAME TO attempts_before;

CREATE TABLE attempts (
  order_id         TEXT    NOT NULL,
  claim            INTEGER NOT NULL,
  robot            TEXT    NOT NULL,
  outcome          TEXT    NOT NULL CHECK (outcome IN
                     ('working', 'succeeded', 'timed_out', 'failed', 'unheard', 'refused', 'not_sent', 'released')),
  reason           TEXT    NOT NULL DEFAULT '',
  started_at       INTEGER NOT NULL,
  ended_at         INTEGER,
  extra_answers    INTEGER NOT NULL DEFAULT 0,
  order_started_at INTEGER NOT NULL,
  PRIMARY KEY (order_id, claim)
) STRICT;

INSERT INTO attempts
  SELECT order_id, claim, robot, outcome, reason, started_at, ended_at, extra_answers, order_started_at
  FROM attempts_before;

DROP TABLE attempts_before;

CREATE INDEX attempts_of_an_order_on_a_robot ON attempts (order_id, robot, outcome);
CREATE INDEX attempts_of_a_robot ON attempts (robot, started_at);
CREATE INDEX attempts_that_succeeded ON attempts (ended_at) WHERE outcome = 'succeeded';
