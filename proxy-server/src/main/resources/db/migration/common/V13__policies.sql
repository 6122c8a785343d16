-- What keys may sign: policies in versions. No current version: withdrawn.
CREATE TABLE policy_version (
    name            VARCHAR(128) NOT NULL,
    version         INT NOT NULL,
    origin          VARCHAR(8) NOT NULL,
    document        VARCHAR NOT NULL,
    published_by    VARCHAR(128) NOT NULL,
    published_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT policy_version_key PRIMARY KEY (name, version)
);
CREATE TABLE policy (
    name            VARCHAR(128) PRIMARY KEY,
    current_version INT
);

-- What allowed a transaction; null in rows of earlier versions, and for what was found on the chain.
ALTER TABLE attempt ADD COLUMN decision VARCHAR(400);

-- A budget's hour or day. Whoever grants lanes parts of it locks this row.
CREATE TABLE budget_period (
    policy          VARCHAR(128) NOT NULL,
    budget          VARCHAR(128) NOT NULL,
    begins_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT budget_period_key PRIMARY KEY (policy, budget, begins_at)
);
-- What of it a lane has for itself, and has used.
CREATE TABLE budget_slice (
    policy          VARCHAR(128) NOT NULL,
    budget          VARCHAR(128) NOT NULL,
    begins_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    lane            BIGINT NOT NULL,
    granted         NUMERIC(80, 0) NOT NULL,
    used            NUMERIC(80, 0) NOT NULL,
    CONSTRAINT budget_slice_key PRIMARY KEY (policy, budget, begins_at, lane)
);
-- What a call that is not final has taken.
CREATE TABLE budget_charge (
    call_seq        BIGINT NOT NULL,
    policy          VARCHAR(128) NOT NULL,
    budget          VARCHAR(128) NOT NULL,
    begins_at       TIMESTAMP WITH TIME ZONE NOT NULL,
    lane            BIGINT NOT NULL,
    measure         SMALLINT NOT NULL,
    amount          NUMERIC(80, 0) NOT NULL,
    CONSTRAINT budget_charge_key PRIMARY KEY (call_seq, policy, budget)
);
