-- The robot that makes this attempt is to be heard at least this often; null: it may be silent.
ALTER TABLE attempts ADD COLUMN heartbeat_ms INTEGER;

CREATE INDEX attempts_by_silence ON attempts (COALESCE(heard_at, started_at) + heartbeat_ms)
  WHERE outcome = 'working' AND heartbeat_ms IS NOT NULL;

-- Since when a gateway hears without a break what robots say of their work, and when it said so last. Not last_seen: a
-- gateway of an earlier version renews that, and hears no such words.
ALTER TABLE gateways ADD COLUMN progress_since INTEGER;
ALTER TABLE gateways ADD COLUMN progress_seen INTEGER;
