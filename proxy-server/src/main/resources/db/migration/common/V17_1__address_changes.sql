-- Changes of the address book that wait for a second person. There is none unless security.second-person is on.
CREATE TABLE address_change (
    book            VARCHAR(128) NOT NULL,
    entry           VARCHAR(512) NOT NULL,
    -- Null: the address is to be taken out.
    address         VARCHAR(42),
    proposed_by     VARCHAR(128) NOT NULL,
    proposed_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    -- Two who change the same row at once do not overwrite each other.
    revision        BIGINT NOT NULL,
    CONSTRAINT address_change_key PRIMARY KEY (book, entry)
);
