-- Lost letters that are printed again, and details beside them: third voters on one device, whose place
-- each part of the key is, corrections and photos that come by other ways.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- Letters printed again: the line of the roll and nobody's name. The line is no foreign key: it is
-- erased before the count of letters is.
CREATE TABLE letter_reprint (
    id UUID NOT NULL CONSTRAINT letter_reprint_pk PRIMARY KEY,
    election_id UUID NOT NULL CONSTRAINT letter_reprint_election REFERENCES election (id),
    line_id UUID NOT NULL,
    half TEXT NOT NULL CONSTRAINT letter_reprint_half CHECK (half IN ('a', 'b')),
    -- Who asked.
    asked_by TEXT NOT NULL CONSTRAINT letter_reprint_asked_by CHECK (asked_by IN ('elector', 'co_tenant', 'helper')),
    -- How.
    channel TEXT NOT NULL CONSTRAINT letter_reprint_channel CHECK (channel IN ('desk', 'phone', 'mail')),
    -- The two members of the commission who opened the file; absent once an account was deleted.
    first_member UUID CONSTRAINT letter_reprint_first_member REFERENCES account (id),
    second_member UUID CONSTRAINT letter_reprint_second_member REFERENCES account (id),
    printed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX letter_reprint_by_election ON letter_reprint (election_id, printed_at);
CREATE INDEX letter_reprint_by_first ON letter_reprint (first_member);
CREATE INDEX letter_reprint_by_second ON letter_reprint (second_member);

-- The files from which letters were printed again, destroyed after the vote.
CREATE TABLE letter_file_destroyed (
    election_id UUID NOT NULL CONSTRAINT letter_file_destroyed_election REFERENCES election (id),
    half TEXT NOT NULL CONSTRAINT letter_file_destroyed_half CHECK (half IN ('a', 'b')),
    told_by UUID CONSTRAINT letter_file_destroyed_told_by REFERENCES account (id),
    destroyed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT letter_file_destroyed_pk PRIMARY KEY (election_id, half)
);
CREATE INDEX letter_file_destroyed_by_teller ON letter_file_destroyed (told_by);

-- How many devices told of a third voter: a number, no device, no time.
CREATE TABLE third_voter (
    election_id UUID NOT NULL CONSTRAINT third_voter_pk PRIMARY KEY CONSTRAINT third_voter_election REFERENCES election (id),
    total BIGINT NOT NULL
);

-- Whose place each part of the key is, by account.
CREATE TABLE key_place (
    election_id UUID NOT NULL CONSTRAINT key_place_election REFERENCES election (id),
    -- From 1 on, in the order of the protocol's key plan.
    holder BIGINT NOT NULL,
    account_id UUID NOT NULL CONSTRAINT key_place_account REFERENCES account (id),
    bound_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT key_place_pk PRIMARY KEY (election_id, holder)
);
CREATE INDEX key_place_by_account ON key_place (account_id);

-- The board's decision to go on without holders whose files were not opened again.
CREATE TABLE key_going_on (
    election_id UUID NOT NULL CONSTRAINT key_going_on_pk PRIMARY KEY CONSTRAINT key_going_on_election REFERENCES election (id),
    -- The numbers of the holders who are missing, as a JSON list.
    missing JSONB NOT NULL,
    reason TEXT NOT NULL,
    decided_by UUID CONSTRAINT key_going_on_decided_by REFERENCES account (id),
    decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX key_going_on_by_decider ON key_going_on (decided_by);

-- A correction that an officer entered for somebody: where the words were heard or read.
CREATE TABLE roll_correction_entry (
    correction_id UUID NOT NULL CONSTRAINT roll_correction_entry_pk PRIMARY KEY CONSTRAINT roll_correction_entry_correction REFERENCES roll_correction (id),
    source TEXT NOT NULL CONSTRAINT roll_correction_entry_source CHECK (source IN ('meeting', 'paper', 'phone', 'counter')),
    place TEXT NOT NULL,
    heard_on DATE NOT NULL,
    entered_by UUID CONSTRAINT roll_correction_entry_entered_by REFERENCES account (id)
);
CREATE INDEX roll_correction_entry_by_enterer ON roll_correction_entry (entered_by);

-- The photo beside the statement of a list, and its words for whoever does not see it.
CREATE TABLE list_photo (
    list_id UUID NOT NULL CONSTRAINT list_photo_pk PRIMARY KEY CONSTRAINT list_photo_list REFERENCES candidate_list (id),
    upload_id UUID NOT NULL CONSTRAINT list_photo_upload REFERENCES upload (id),
    alt TEXT NOT NULL
);
