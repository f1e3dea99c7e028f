-- Elections of tenant representatives: where each stands, its protocol, who takes part in running it.
-- The box and the turnout register of an election are a database of their own, elsewhere.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE election (
    id BLOB NOT NULL CONSTRAINT election_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT election_landlord REFERENCES landlord (id),
    -- The identifier of its archive and of its addresses: 14 characters.
    handle TEXT NOT NULL CONSTRAINT election_handle UNIQUE,
    title TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT election_kind CHECK (kind IN ('binding', 'rehearsal')),
    -- The election that a rehearsal copies.
    rehearsal_of BLOB CONSTRAINT election_rehearsal_of REFERENCES election (id),
    stage TEXT NOT NULL CONSTRAINT election_stage CHECK (stage IN ('draft', 'announced', 'lists_closed', 'roll_published', 'roll_frozen', 'keys_made', 'codes_sealed', 'rehearsed', 'sealed', 'open', 'frozen', 'tallied', 'decrypted', 'counted', 'proclaimed', 'final', 'annulled', 'archived')),
    -- The protocol, as one document.
    protocol TEXT NOT NULL,
    created_at TEXT NOT NULL,
    CONSTRAINT election_rehearsed CHECK ((kind = 'rehearsal') = (rehearsal_of IS NOT NULL))
) STRICT;
CREATE INDEX election_by_landlord ON election (landlord_id, created_at);

-- Who takes part in running it, with an account; officers hold a role with the landlord instead.
CREATE TABLE election_member (
    election_id BLOB NOT NULL CONSTRAINT election_member_election REFERENCES election (id),
    account_id BLOB NOT NULL CONSTRAINT election_member_account REFERENCES account (id),
    role TEXT NOT NULL CONSTRAINT election_member_role CHECK (role IN ('commission', 'tally_board', 'code_authorities')),
    since TEXT NOT NULL,
    CONSTRAINT election_member_pk PRIMARY KEY (election_id, account_id, role)
) STRICT;
CREATE INDEX election_member_by_account ON election_member (account_id);

-- What holds before a step is taken: declared by whoever did it, in the transaction that did it.
CREATE TABLE election_condition (
    election_id BLOB NOT NULL CONSTRAINT election_condition_election REFERENCES election (id),
    condition TEXT NOT NULL,
    -- What was said with it: a date of posting, a number of electors; may be empty, always public.
    note TEXT NOT NULL,
    met_at TEXT NOT NULL,
    CONSTRAINT election_condition_pk PRIMARY KEY (election_id, condition)
) STRICT;

-- The steps that were taken.
CREATE TABLE election_step (
    election_id BLOB NOT NULL CONSTRAINT election_step_election REFERENCES election (id),
    step TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    -- Days by which it was late; 0 in time.
    late_by INTEGER NOT NULL,
    CONSTRAINT election_step_pk PRIMARY KEY (election_id, step)
) STRICT;
