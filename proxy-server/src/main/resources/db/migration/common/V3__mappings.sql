-- What is current of each mapping. There is a row for each name that was ever published or drafted.
CREATE TABLE mapping (
    name            VARCHAR(128) PRIMARY KEY,
    -- Null: never published, or withdrawn because its file is gone.
    current_version INT,
    paused          BOOLEAN NOT NULL,
    draft           VARCHAR,
    drafted_by      VARCHAR(128),
    drafted_at      TIMESTAMP WITH TIME ZONE,
    -- Two who change the same row at once do not overwrite each other.
    revision        BIGINT NOT NULL
);

-- A published mapping. Never changed or deleted: calls keep the version that they were accepted with.
CREATE TABLE mapping_version (
    name            VARCHAR(128) NOT NULL,
    version         INT NOT NULL,
    -- file: came with the files at a start; api: published by an admin.
    origin          VARCHAR(8) NOT NULL,
    document        VARCHAR NOT NULL,
    -- JSON object: the text of each file that the document names, by its path there.
    files           VARCHAR NOT NULL,
    published_by    VARCHAR(128) NOT NULL,
    published_at    TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT mapping_version_key PRIMARY KEY (name, version)
);

-- Addresses by business key, beside those of the configuration; an entry here wins.
CREATE TABLE address_book_entry (
    book            VARCHAR(128) NOT NULL,
    entry           VARCHAR(512) NOT NULL,
    address         VARCHAR(42) NOT NULL,
    CONSTRAINT address_book_entry_key PRIMARY KEY (book, entry)
);
