-- Results wait per target: a target that is down must not be read over and over for the sake of the others.
CREATE INDEX write_back_of_target ON write_back (mapping, rule, state, seq);
CREATE INDEX write_back_of_lane ON write_back (state, lane);
DROP INDEX write_back_due;
