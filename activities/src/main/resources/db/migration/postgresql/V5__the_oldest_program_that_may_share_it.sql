-- The schema that a program must know at least to use this database. A migration that only adds leaves it; one that
-- takes away what older programs use sets it to the schema of the first program that does without.
INSERT INTO settings (name, value) VALUES ('oldest_schema', '5');
