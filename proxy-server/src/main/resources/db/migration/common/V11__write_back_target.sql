-- Where a result goes, as a number: results of several rules that go to one place have one order.
ALTER TABLE write_back ADD COLUMN target INT DEFAULT 0 NOT NULL;
