-- How many had voted at set hours, by channel: numbers, never names.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE turnout (
    election_id UUID NOT NULL CONSTRAINT turnout_election REFERENCES election (id),
    -- The hour that was set.
    due_at TIMESTAMPTZ NOT NULL,
    -- When it was counted: later, if the platform stood still at that hour.
    counted_at TIMESTAMPTZ NOT NULL,
    electors BIGINT NOT NULL,
    online BIGINT NOT NULL,
    in_box BIGINT NOT NULL,
    by_post BIGINT NOT NULL,
    CONSTRAINT turnout_pk PRIMARY KEY (election_id, due_at)
);
