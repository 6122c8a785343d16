-- Results wait per target: a target that is down must not be read over and over for the sake of the others.
CREATE INDEX write_back_of_target ON write_back (mapping, rule, state, seq);
DROP INDEX write_back_due;
