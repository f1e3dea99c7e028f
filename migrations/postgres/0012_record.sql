-- After the count: what is entered in the record, who signed it, where the result was told, challenges,
-- seats that fell vacant, what was destroyed.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- Observations of the lists, incidents and technical interventions: public, with the record.
CREATE TABLE record_entry (
    id UUID NOT NULL CONSTRAINT record_entry_pk PRIMARY KEY,
    election_id UUID NOT NULL CONSTRAINT record_entry_election REFERENCES election (id),
    kind TEXT NOT NULL CONSTRAINT record_entry_kind CHECK (kind IN ('observation', 'incident', 'intervention')),
    -- The list whose agent observes; absent for the others.
    list_id UUID CONSTRAINT record_entry_list REFERENCES candidate_list (id),
    -- Who says it, as the record names her.
    author TEXT NOT NULL,
    account_id UUID CONSTRAINT record_entry_account REFERENCES account (id),
    words TEXT NOT NULL,
    -- When it happened, for an incident or an intervention.
    happened_at TIMESTAMPTZ,
    entered_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT record_entry_of_list CHECK ((kind = 'observation') = (list_id IS NOT NULL))
);
CREATE INDEX record_entry_by_election ON record_entry (election_id, entered_at);
CREATE INDEX record_entry_by_account ON record_entry (account_id);

CREATE TABLE record_signature (
    id UUID NOT NULL CONSTRAINT record_signature_pk PRIMARY KEY,
    election_id UUID NOT NULL CONSTRAINT record_signature_election REFERENCES election (id),
    -- Absent once her account was deleted: the record keeps name and quality.
    account_id UUID CONSTRAINT record_signature_account REFERENCES account (id),
    name TEXT NOT NULL,
    quality TEXT NOT NULL,
    -- The SHA-256, in hexadecimal, of what she signed.
    fingerprint TEXT NOT NULL,
    signed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT record_signature_once UNIQUE (election_id, account_id)
);
CREATE INDEX record_signature_by_account ON record_signature (account_id);

-- Where the result was told, and on which day.
CREATE TABLE result_told (
    election_id UUID NOT NULL CONSTRAINT result_told_election REFERENCES election (id),
    -- A building, a list, or the prefect.
    recipient TEXT NOT NULL,
    told_on DATE NOT NULL,
    CONSTRAINT result_told_pk PRIMARY KEY (election_id, recipient)
);

CREATE TABLE challenge (
    id UUID NOT NULL CONSTRAINT challenge_pk PRIMARY KEY,
    election_id UUID NOT NULL CONSTRAINT challenge_election REFERENCES election (id),
    filed_on DATE NOT NULL,
    -- What is contested: public, without names.
    subject TEXT NOT NULL,
    outcome TEXT CONSTRAINT challenge_outcome CHECK (outcome IN ('rejected', 'withdrawn', 'annulled')),
    decided_on DATE,
    -- What the court said, in short.
    decision TEXT NOT NULL,
    entered_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT challenge_decided CHECK ((outcome IS NULL) = (decided_on IS NULL))
);
CREATE INDEX challenge_by_election ON challenge (election_id, filed_on);

-- A candidate who left her seat, or declined it.
CREATE TABLE vacancy (
    list_id UUID NOT NULL CONSTRAINT vacancy_list REFERENCES candidate_list (id),
    -- Her place on the list.
    place BIGINT NOT NULL,
    election_id UUID NOT NULL CONSTRAINT vacancy_election REFERENCES election (id),
    left_on DATE NOT NULL,
    reason TEXT NOT NULL CONSTRAINT vacancy_reason CHECK (reason IN ('resigned', 'declined', 'moved', 'died', 'unqualified')),
    entered_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT vacancy_pk PRIMARY KEY (list_id, place)
);
CREATE INDEX vacancy_by_election ON vacancy (election_id, left_on);

-- What was destroyed, in numbers.
CREATE TABLE destruction (
    election_id UUID NOT NULL CONSTRAINT destruction_election REFERENCES election (id),
    what TEXT NOT NULL,
    lines BIGINT NOT NULL,
    destroyed_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT destruction_pk PRIMARY KEY (election_id, what)
);

-- The organiser's bundle, kept as it was made.
CREATE TABLE election_bundle (
    election_id UUID NOT NULL CONSTRAINT election_bundle_pk PRIMARY KEY CONSTRAINT election_bundle_election REFERENCES election (id),
    upload_id UUID NOT NULL CONSTRAINT election_bundle_upload REFERENCES upload (id),
    made_at TIMESTAMPTZ NOT NULL
);
