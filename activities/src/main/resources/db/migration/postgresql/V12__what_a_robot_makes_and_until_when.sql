-- What the robot is to make, and until when: start-to-close from the latest try to tell it. Null where no try was made,
-- and of attempts that earlier versions told.
ALTER TABLE attempts ADD COLUMN smoothie TEXT;
ALTER TABLE attempts ADD COLUMN deadline_at BIGINT;
