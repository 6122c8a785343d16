-- The ERP's own tables. CHAIN_… is what comes back; the rest is the company's.

CREATE TABLE invoice (
    document_no   VARCHAR(10) PRIMARY KEY,
    supplier      VARCHAR(10) NOT NULL,
    reference     VARCHAR(35) NOT NULL,
    total         DECIMAL(15, 2) NOT NULL,
    due_date      DATE NOT NULL,
    chain_status  VARCHAR(20),
    chain_code    VARCHAR(20),
    chain_tx      VARCHAR(66),
    chain_block   BIGINT
);

CREATE TABLE payment (
    payment_no    VARCHAR(10) PRIMARY KEY,
    supplier      VARCHAR(10) NOT NULL,
    reference     VARCHAR(32) NOT NULL,
    amount        DECIMAL(15, 2) NOT NULL,
    chain_status  VARCHAR(20),
    chain_code    VARCHAR(20),
    chain_tx      VARCHAR(66),
    chain_block   BIGINT
);

-- Written in the same transaction as the business row; emptied by the proxy.
CREATE TABLE outbox (
    id            UUID PRIMARY KEY,
    aggregatetype VARCHAR(255) NOT NULL,
    aggregateid   VARCHAR(255) NOT NULL,
    type          VARCHAR(255) NOT NULL,
    payload       VARCHAR NOT NULL
);
