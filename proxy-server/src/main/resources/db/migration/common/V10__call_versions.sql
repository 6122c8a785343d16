-- Counts a call's steps: a state alone can come again (accepted, cancelled, accepted), and what was planned before must fail then.
ALTER TABLE call_progress ADD COLUMN version INT DEFAULT 0 NOT NULL;
-- No two results of a call have one id.
DROP INDEX write_back_of_call;
CREATE UNIQUE INDEX write_back_of_call ON write_back (call_seq, number);
