-- After a vote: how its box was frozen, what the holders of the key decrypted, what that opened, and
-- lots where birth dates were equal.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- The box as it was when the vote ended: what anybody's copy of the archive is compared with.
CREATE TABLE box_freeze (
    election_id BLOB NOT NULL CONSTRAINT box_freeze_pk PRIMARY KEY CONSTRAINT box_freeze_election REFERENCES election (id),
    frozen_at TEXT NOT NULL,
    -- The hash of the last event.
    head TEXT NOT NULL,
    -- Of every byte of the archive then.
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    ballots INTEGER NOT NULL,
    -- Marks of the register, and voters whose ballots are in the box: equal, or the count stops.
    marks INTEGER NOT NULL,
    voters INTEGER NOT NULL,
    -- Ballots taken in the grace after closing.
    late INTEGER NOT NULL
) STRICT;

-- What holders handed in; one that does not hold stays as evidence.
CREATE TABLE partial_decryption (
    election_id BLOB NOT NULL CONSTRAINT partial_decryption_election REFERENCES election (id),
    -- Of the body.
    sha256 TEXT NOT NULL,
    -- The number of the holder, from 1 through all parts of the trustees.
    holder INTEGER NOT NULL,
    body TEXT NOT NULL,
    -- What is wrong with it; absent when it holds.
    fault TEXT,
    received_at TEXT NOT NULL,
    CONSTRAINT partial_decryption_pk PRIMARY KEY (election_id, sha256)
) STRICT;
CREATE UNIQUE INDEX partial_decryption_holder ON partial_decryption (election_id, holder) WHERE fault IS NULL;

-- What came out of the online box, once the whole archive was verified.
CREATE TABLE online_result (
    election_id BLOB NOT NULL CONSTRAINT online_result_pk PRIMARY KEY CONSTRAINT online_result_election REFERENCES election (id),
    -- The lists as the ballots name them, and the figures in that order.
    lists TEXT NOT NULL,
    figures TEXT NOT NULL,
    -- What was checked, rule by rule, with how often.
    checks TEXT NOT NULL,
    head TEXT NOT NULL,
    verified_at TEXT NOT NULL
) STRICT;

-- How lots were drawn between lists that nothing else tells apart.
CREATE TABLE draw_of_lots (
    election_id BLOB NOT NULL CONSTRAINT draw_of_lots_pk PRIMARY KEY CONSTRAINT draw_of_lots_election REFERENCES election (id),
    -- The tied lists in the order drawn.
    lists TEXT NOT NULL,
    -- The public seed; empty when lots were drawn by hand.
    seed TEXT NOT NULL,
    -- Who drew, before whom, or where the seed comes from.
    source TEXT NOT NULL,
    drawn_at TEXT NOT NULL
) STRICT;
