-- Calls that people have to say yes to.
CREATE TABLE approval (
    id              UUID PRIMARY KEY,
    call_seq        BIGINT NOT NULL,
    lane            BIGINT NOT NULL,
    ordering_key    VARCHAR(512),
    policy          VARCHAR(128) NOT NULL,
    rule            VARCHAR(128) NOT NULL,
    -- What they say yes to; its hash is the hash of this text.
    intent          VARCHAR NOT NULL,
    intent_hash     VARCHAR(66) NOT NULL,
    gas_limit       BIGINT NOT NULL,
    fee_cap         NUMERIC(80, 0) NOT NULL,
    requester       VARCHAR(128),
    need            INT NOT NULL,
    approvers       VARCHAR NOT NULL,
    state           SMALLINT NOT NULL,
    asked_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    decided_at      TIMESTAMP WITH TIME ZONE,
    reason          VARCHAR(1000)
);
CREATE INDEX approval_of_call ON approval (call_seq);
CREATE INDEX approval_by_state ON approval (state, expires_at);
CREATE TABLE approval_vote (
    approval        UUID NOT NULL,
    approver        VARCHAR(128) NOT NULL,
    approved        BOOLEAN NOT NULL,
    voted_at        TIMESTAMP WITH TIME ZONE NOT NULL,
    reason          VARCHAR(1000),
    CONSTRAINT approval_vote_key PRIMARY KEY (approval, approver)
);
