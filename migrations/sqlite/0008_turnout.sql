-- How many had voted at set hours, by channel: numbers, never names.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE turnout (
    election_id BLOB NOT NULL CONSTRAINT turnout_election REFERENCES election (id),
    -- The hour that was set.
    due_at TEXT NOT NULL,
    -- When it was counted: later, if the platform stood still at that hour.
    counted_at TEXT NOT NULL,
    electors INTEGER NOT NULL,
    online INTEGER NOT NULL,
    in_box INTEGER NOT NULL,
    by_post INTEGER NOT NULL,
    CONSTRAINT turnout_pk PRIMARY KEY (election_id, due_at)
) STRICT;
