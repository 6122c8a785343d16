-- The last entry of the audit trail that was submitted to be anchored on a chain, and when the next one is due.
CREATE TABLE audit_anchor (
    number          BIGINT NOT NULL,
    due_at          TIMESTAMP WITH TIME ZONE NOT NULL
);
INSERT INTO audit_anchor (number, due_at) VALUES (0, CURRENT_TIMESTAMP);
