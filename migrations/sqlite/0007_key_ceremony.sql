-- Before a vote: the codes that two authorities made, the key that its holders made, the seals.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- What `palier credentials combine` wrote: nothing in it is secret but the tags.
CREATE TABLE code_list (
    election_id BLOB NOT NULL CONSTRAINT code_list_pk PRIMARY KEY CONSTRAINT code_list_election REFERENCES election (id),
    -- The public list, as its file spells it.
    credentials BLOB NOT NULL,
    -- The tags in the order of the roll; absent once the register is sealed, which keeps them.
    tags BLOB,
    lines INTEGER NOT NULL,
    received_by BLOB CONSTRAINT code_list_received_by REFERENCES account (id),
    received_at TEXT NOT NULL
) STRICT;
CREATE INDEX code_list_by_receiver ON code_list (received_by);

-- The holders' public messages, relayed as they came.
CREATE TABLE key_message (
    election_id BLOB NOT NULL CONSTRAINT key_message_election REFERENCES election (id),
    -- 1, 3 or 5: those of the holders.
    round INTEGER NOT NULL CONSTRAINT key_message_round CHECK (round IN (1, 3, 5)),
    -- From 1 on, in the order of the protocol's key plan.
    holder INTEGER NOT NULL,
    body TEXT NOT NULL,
    received_at TEXT NOT NULL,
    CONSTRAINT key_message_pk PRIMARY KEY (election_id, round, holder)
) STRICT;

-- What the rounds made: the part of the trustees of the election.
CREATE TABLE election_key (
    election_id BLOB NOT NULL CONSTRAINT election_key_pk PRIMARY KEY CONSTRAINT election_key_election REFERENCES election (id),
    trustees TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;

-- Key files that were opened again by their holders.
CREATE TABLE key_reopened (
    election_id BLOB NOT NULL CONSTRAINT key_reopened_election REFERENCES election (id),
    holder INTEGER NOT NULL,
    reopened_at TEXT NOT NULL,
    CONSTRAINT key_reopened_pk PRIMARY KEY (election_id, holder)
) STRICT;

-- What was sealed, by its fingerprint.
CREATE TABLE seal (
    election_id BLOB NOT NULL CONSTRAINT seal_election REFERENCES election (id),
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT seal_pk PRIMARY KEY (election_id, place)
) STRICT;
