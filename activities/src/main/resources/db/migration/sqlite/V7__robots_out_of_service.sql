-- 1 once an operator has the robot leave service: it finishes its order and gets no other. The release before does not
-- know it, and gives such a robot orders.
ALTER TABLE robots ADD COLUMN draining INTEGER NOT NULL DEFAULT 0 CHECK (draining IN (0, 1));

DROP INDEX robots_free;
CREATE INDEX robots_free ON robots (name)
  WHERE order_id IS NULL AND broken_reason IS NULL AND COALESCE(connected, 1) = 1 AND draining = 0;
