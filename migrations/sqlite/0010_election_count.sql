-- What was counted: the figures of every channel joined, and lots where birth dates were equal.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE election_count (
    election_id BLOB NOT NULL CONSTRAINT election_count_pk PRIMARY KEY CONSTRAINT election_count_election REFERENCES election (id),
    -- The figures of the record, as one document; lists in the drawn order.
    figures TEXT NOT NULL,
    -- Tied lists in the order in which the tally board drew them, as a JSON list; empty without a draw.
    lots TEXT NOT NULL,
    counted_at TEXT NOT NULL
) STRICT;
