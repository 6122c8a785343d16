-- Who reads the events of a chain's contracts. Its results belong to it as those of calls belong to a lane: the numbers of
-- both come from one sequence, and who owns one delivers its results.
CREATE TABLE chain_reader (
    id              BIGINT PRIMARY KEY,
    chain           VARCHAR(64) NOT NULL,
    owner           VARCHAR(64),
    fence           BIGINT NOT NULL DEFAULT 0,
    lease_until     TIMESTAMP WITH TIME ZONE,
    CONSTRAINT reader_of_chain UNIQUE (chain)
);

-- How far a mapping has read a chain.
CREATE TABLE event_cursor (
    reader          BIGINT NOT NULL,
    mapping         VARCHAR(128) NOT NULL,
    -- All blocks up to this one were read; -1: none.
    block_number    BIGINT NOT NULL,
    -- What was read of blocks up to this one is final, and its targets were told so.
    final_block     BIGINT NOT NULL,
    -- Where it was before, newest first, as number:hash: by these a reorg is found, and how far back it goes.
    trail           VARCHAR NOT NULL,
    read_at         TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT cursor_of_mapping PRIMARY KEY (reader, mapping)
);

-- Events that targets were told of and may have to be told of again: that they are final, or that they are taken back.
-- Results of events have -seq as their call_seq: they belong to no call.
CREATE SEQUENCE contract_event_seq;
CREATE TABLE contract_event (
    seq             BIGINT PRIMARY KEY,
    id              UUID NOT NULL,
    reader          BIGINT NOT NULL,
    mapping         VARCHAR(128) NOT NULL,
    mapping_version INT NOT NULL,
    block_number    BIGINT NOT NULL,
    ordering_key    VARCHAR(512),
    -- JSON object of what expressions see.
    seen            VARCHAR NOT NULL,
    -- 1 mined, 2 confirmed, 3 retracted
    state           SMALLINT NOT NULL,
    outcome_count   INT NOT NULL,
    CONSTRAINT contract_event_id UNIQUE (id)
);
CREATE INDEX contract_event_in_block ON contract_event (reader, mapping, block_number);
