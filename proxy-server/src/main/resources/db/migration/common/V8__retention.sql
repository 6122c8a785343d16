-- How far the purge has come: one row, locked by whoever purges.
CREATE TABLE purge_place (
    -- Calls up to this accept number were looked at in this round; below the round's start none is left to purge.
    seq             BIGINT NOT NULL,
    -- The lowest accept number of this round that could not be purged yet.
    lowest_left     BIGINT,
    due_at          TIMESTAMP WITH TIME ZONE NOT NULL
);
INSERT INTO purge_place (seq, due_at) VALUES (-1, CURRENT_TIMESTAMP);
CREATE INDEX dead_letter_settled ON dead_letter (settled_at);
