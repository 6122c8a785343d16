-- Results wait per target: a target that is down must not be read over and over for the sake of the others.
CREATE INDEX write_back_of_target ON write_back (mapping, rule, seq) WHERE state = 1;
CREATE INDEX write_back_parked ON write_back (mapping, rule, seq) WHERE state = 3;
DROP INDEX write_back_due;
