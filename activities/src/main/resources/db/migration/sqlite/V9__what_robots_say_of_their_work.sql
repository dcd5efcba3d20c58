-- What a robot said last of this attempt, and when it was heard saying it.
ALTER TABLE attempts ADD COLUMN percent INTEGER;
ALTER TABLE attempts ADD COLUMN note TEXT;
ALTER TABLE attempts ADD COLUMN heard_at INTEGER;
