-- How much of what a call's gas cost is counted, in percent: a fee payer and a sender may share it.
ALTER TABLE budget_charge ADD COLUMN share SMALLINT DEFAULT 100 NOT NULL;
-- Two rules allow a call that a fee payer pays for.
ALTER TABLE attempt ALTER COLUMN decision SET DATA TYPE VARCHAR(800);
