-- The highest nonce that the ledger has used in the lane: moves in the commit that stores the signed transactions.
ALTER TABLE lane ADD COLUMN signed_nonce BIGINT NOT NULL DEFAULT -1;
UPDATE lane SET signed_nonce = mined_nonce;
UPDATE lane SET signed_nonce = (SELECT max(a.nonce) FROM attempt a WHERE a.lane = lane.id AND a.nonce > lane.mined_nonce)
    WHERE EXISTS (SELECT 1 FROM attempt a WHERE a.lane = lane.id AND a.nonce > lane.mined_nonce);

-- What the lane's owner is asked to do to a signed call: only the owner signs.
CREATE TABLE lane_request (
    call_seq        BIGINT PRIMARY KEY,
    lane            BIGINT NOT NULL,
    action          SMALLINT NOT NULL,
    reason          VARCHAR(1000) NOT NULL,
    done            BOOLEAN NOT NULL,
    requested_at    TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX lane_request_open ON lane_request (lane, done);
