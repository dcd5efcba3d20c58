-- Only adds: the release before can go on beside this one, and heeds none of it (docs/operating.md).

-- What each robot can do. present: 0 once the robot itself has said that it no longer can, and orders that need it wait;
-- an operator deletes the row.
CREATE TABLE robot_skills (
  robot   TEXT    NOT NULL,
  skill   TEXT    NOT NULL,
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  PRIMARY KEY (robot, skill)
) STRICT;

CREATE INDEX robots_with_a_skill ON robot_skills (skill, robot);

-- Waiters that need the same are a group: skills by name with a blank between each two, and one robot, or '' for any.
-- Group 0 needs nothing; it has no row here, and every robot serves it.
CREATE TABLE waiter_groups (
  id     INTEGER PRIMARY KEY,
  robot  TEXT    NOT NULL,
  skills TEXT    NOT NULL,
  UNIQUE (robot, skills)
) STRICT;

CREATE TABLE group_skills (
  group_id INTEGER NOT NULL,
  skill    TEXT    NOT NULL,
  PRIMARY KEY (group_id, skill)
) STRICT;

CREATE INDEX groups_with_a_skill ON group_skills (skill);

-- Which robots have what a group needs. present: 0 where a robot had it and has said that it lost a part.
CREATE TABLE robot_groups (
  robot    TEXT    NOT NULL,
  group_id INTEGER NOT NULL,
  present  INTEGER NOT NULL CHECK (present IN (0, 1)),
  PRIMARY KEY (robot, group_id)
) STRICT;

CREATE INDEX robots_of_a_group ON robot_groups (group_id, robot);

-- rank: in its order waiters are served, among those that a robot may take. The release before writes no own_rank, and
-- means an hour for each priority.
ALTER TABLE waiters ADD COLUMN group_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE waiters ADD COLUMN own_rank INTEGER;
ALTER TABLE waiters ADD COLUMN rank INTEGER
  GENERATED ALWAYS AS (COALESCE(own_rank, started_at + priority * 3600000)) VIRTUAL;

DROP INDEX waiters_in_order;
CREATE INDEX waiters_in_order ON waiters (rank, order_id, group_id);
CREATE INDEX waiters_of_a_group ON waiters (group_id, rank, order_id);

-- The skills that the robot named last, with blanks between; null when it never named any.
ALTER TABLE presence ADD COLUMN skills TEXT;
