-- The oldest attempts are deleted; this has them in their order.
CREATE INDEX attempts_by_end ON attempts (ended_at, order_id, claim) WHERE ended_at IS NOT NULL;
