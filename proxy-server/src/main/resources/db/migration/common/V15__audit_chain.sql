-- Entries of the audit trail form one chain: each has a number and the hash of the one before. Those of earlier versions have
-- none; the chain's first entry names how many there are, and a hash over them.
ALTER TABLE audit_entry ADD COLUMN number BIGINT;
-- What it was and what it became; small, as JSON.
ALTER TABLE audit_entry ADD COLUMN state_before VARCHAR;
ALTER TABLE audit_entry ADD COLUMN state_after VARCHAR;
-- The address that the request came from, file, or the instance.
ALTER TABLE audit_entry ADD COLUMN origin VARCHAR(128);
ALTER TABLE audit_entry ADD COLUMN previous_hash VARCHAR(66);
ALTER TABLE audit_entry ADD COLUMN hash VARCHAR(66);
CREATE UNIQUE INDEX audit_entry_number ON audit_entry (number);

-- The last entry of the chain: one row, locked by whoever adds the next.
CREATE TABLE audit_head (
    number          BIGINT NOT NULL,
    hash            VARCHAR(66) NOT NULL
);
INSERT INTO audit_head (number, hash) VALUES (0, '0x0000000000000000000000000000000000000000000000000000000000000000');
