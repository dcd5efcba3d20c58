-- What each robot said last of its being there, also of one that is not in `robots`: what counts for an order is
-- robots.connected, which an operator may overrule. session: that of its last birth, null when that named none.
CREATE TABLE presence (
  robot     TEXT    NOT NULL PRIMARY KEY,
  connected INTEGER NOT NULL CHECK (connected IN (0, 1)),
  session   TEXT,
  said_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX presence_by_age ON presence (said_at);

-- When each said so was not kept until now; its status changed no earlier.
INSERT INTO presence (robot, connected, said_at)
  SELECT name, connected, since FROM robots WHERE connected IS NOT NULL;

-- The order that the message seems to be about.
ALTER TABLE dead_letters ADD COLUMN order_id TEXT;

CREATE INDEX dead_letters_of_an_order ON dead_letters (order_id) WHERE order_id IS NOT NULL;
