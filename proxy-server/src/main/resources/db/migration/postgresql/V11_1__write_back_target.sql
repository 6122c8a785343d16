DROP INDEX write_back_of_target;
DROP INDEX write_back_parked;
CREATE INDEX write_back_of_target ON write_back (mapping, target, seq) WHERE state = 1;
CREATE INDEX write_back_parked ON write_back (mapping, target, seq) WHERE state = 3;
