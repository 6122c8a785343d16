-- Where a call stands, apart from what it is: a step rewrites some hundred bytes and three index entries, and the call's
-- own row with its event is never written again.
CREATE TABLE call_progress (
    seq             BIGINT PRIMARY KEY,
    lane            BIGINT NOT NULL,
    ordering_key    VARCHAR(512),
    state           SMALLINT NOT NULL,
    -- The accept number; a retry takes a new one.
    lane_position   BIGINT NOT NULL,
    nonce           BIGINT,
    block_number    BIGINT,
    block_hash      VARCHAR(66),
    outcome         VARCHAR,
    error_code      VARCHAR(64),
    outcome_count   INT NOT NULL DEFAULT 0,
    finished_at     TIMESTAMP WITH TIME ZONE
);
INSERT INTO call_progress (seq, lane, ordering_key, state, lane_position, nonce, block_number, block_hash, outcome,
        error_code, outcome_count, finished_at)
    SELECT seq, lane, ordering_key, state, lane_position, nonce, block_number, block_hash, outcome, error_code,
        outcome_count, finished_at FROM contract_call;
DROP INDEX call_in_lane;
DROP INDEX unfinished_of_ordering_key;
CREATE INDEX call_in_lane ON call_progress (lane, state, lane_position);

ALTER TABLE contract_call DROP COLUMN lane;
ALTER TABLE contract_call DROP COLUMN ordering_key;
ALTER TABLE contract_call DROP COLUMN state;
ALTER TABLE contract_call DROP COLUMN lane_position;
ALTER TABLE contract_call DROP COLUMN nonce;
ALTER TABLE contract_call DROP COLUMN block_number;
ALTER TABLE contract_call DROP COLUMN block_hash;
ALTER TABLE contract_call DROP COLUMN outcome;
ALTER TABLE contract_call DROP COLUMN error_code;
ALTER TABLE contract_call DROP COLUMN outcome_count;
ALTER TABLE contract_call DROP COLUMN finished_at;
