-- The electoral roll: one line for each tenancy that gives a vote, who shares it, who is left out and
-- why, and the corrections that people ask for.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE electoral_roll (
    election_id UUID NOT NULL CONSTRAINT electoral_roll_pk PRIMARY KEY CONSTRAINT electoral_roll_election REFERENCES election (id),
    -- The last day on which a lease that gives the vote can have been signed.
    cut_off DATE NOT NULL,
    -- The day on which one had to be a tenant still: the one on which it was made.
    still_on DATE NOT NULL,
    lines BIGINT NOT NULL,
    left_out BIGINT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    frozen_at TIMESTAMPTZ,
    -- The SHA-256 of its canonical text, in hexadecimal; absent until it is frozen.
    fingerprint TEXT,
    CONSTRAINT electoral_roll_frozen CHECK ((frozen_at IS NULL) = (fingerprint IS NULL))
);

-- Who votes without a running lease, as a file said.
CREATE TABLE roll_occupancy (
    id UUID NOT NULL CONSTRAINT roll_occupancy_pk PRIMARY KEY,
    election_id UUID NOT NULL CONSTRAINT roll_occupancy_election REFERENCES election (id),
    kind TEXT NOT NULL CONSTRAINT roll_occupancy_kind CHECK (kind IN ('repayment_plan', 'sub_tenancy')),
    -- Whether the plan is kept to, or the association approved.
    holds BOOLEAN NOT NULL,
    -- The reference of the lease, or of the sub-tenancy.
    reference TEXT NOT NULL,
    -- What follows is absent for a plan: its lease says it.
    association TEXT,
    estate_id UUID CONSTRAINT roll_occupancy_estate REFERENCES estate (id),
    dwelling TEXT,
    signed DATE,
    until DATE
);
CREATE INDEX roll_occupancy_by_election ON roll_occupancy (election_id, kind, reference);

-- Who holds a sub-tenancy.
CREATE TABLE roll_occupant (
    occupancy_id UUID NOT NULL CONSTRAINT roll_occupant_occupancy REFERENCES roll_occupancy (id),
    rank BIGINT NOT NULL,
    -- A person of the landlord's file where she stands there too, else an identifier of this roll alone.
    person_id UUID NOT NULL,
    -- The association's reference for her.
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    CONSTRAINT roll_occupant_pk PRIMARY KEY (occupancy_id, rank)
);

CREATE TABLE roll_line (
    -- Random: it tells nothing, and stands beside a code.
    id UUID NOT NULL CONSTRAINT roll_line_pk PRIMARY KEY,
    election_id UUID NOT NULL CONSTRAINT roll_line_election REFERENCES election (id),
    -- The tenancy, or the occupancy, that gives the vote.
    tenancy_id UUID NOT NULL,
    estate_id UUID NOT NULL CONSTRAINT roll_line_estate REFERENCES estate (id),
    reference TEXT NOT NULL,
    dwelling TEXT NOT NULL,
    CONSTRAINT roll_line_tenancy UNIQUE (election_id, tenancy_id)
);
CREATE INDEX roll_line_by_estate ON roll_line (election_id, estate_id);

-- Who shares a line, as the letters name them.
CREATE TABLE roll_elector (
    election_id UUID NOT NULL,
    person_id UUID NOT NULL,
    line_id UUID NOT NULL CONSTRAINT roll_elector_line REFERENCES roll_line (id),
    rank BIGINT NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    -- One vote per person.
    CONSTRAINT roll_elector_pk PRIMARY KEY (election_id, person_id)
);
CREATE INDEX roll_elector_by_line ON roll_elector (line_id, rank);

-- Tenancies that give no vote.
CREATE TABLE roll_left_out (
    election_id UUID NOT NULL CONSTRAINT roll_left_out_election REFERENCES election (id),
    tenancy_id UUID NOT NULL,
    reason TEXT NOT NULL,
    CONSTRAINT roll_left_out_pk PRIMARY KEY (election_id, tenancy_id)
);

-- What was decided of a tenancy, whenever the roll is made again.
CREATE TABLE roll_ruling (
    election_id UUID NOT NULL CONSTRAINT roll_ruling_election REFERENCES election (id),
    tenancy_id UUID NOT NULL,
    ruling TEXT NOT NULL CONSTRAINT roll_ruling_ruling CHECK (ruling IN ('admitted', 'struck')),
    CONSTRAINT roll_ruling_pk PRIMARY KEY (election_id, tenancy_id)
);

-- How a person is named and where she is written to, where the landlord's file is wrong.
CREATE TABLE roll_naming (
    election_id UUID NOT NULL CONSTRAINT roll_naming_election REFERENCES election (id),
    person_id UUID NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    CONSTRAINT roll_naming_pk PRIMARY KEY (election_id, person_id)
);

CREATE TABLE roll_correction (
    id UUID NOT NULL CONSTRAINT roll_correction_pk PRIMARY KEY,
    election_id UUID NOT NULL CONSTRAINT roll_correction_election REFERENCES election (id),
    -- Who asked; absent once her account was deleted.
    account_id UUID CONSTRAINT roll_correction_account REFERENCES account (id),
    person_id UUID NOT NULL CONSTRAINT roll_correction_person REFERENCES person (id),
    -- The tenancy that it is about, where there is one.
    tenancy_id UUID,
    kind TEXT NOT NULL CONSTRAINT roll_correction_kind CHECK (kind IN ('not_listed', 'naming', 'household', 'left', 'other')),
    words TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    outcome TEXT CONSTRAINT roll_correction_outcome CHECK (outcome IN ('accepted', 'refused')),
    reason TEXT,
    decided_by UUID CONSTRAINT roll_correction_decided_by REFERENCES account (id),
    decided_at TIMESTAMPTZ,
    -- When she opened the decision.
    read_at TIMESTAMPTZ,
    CONSTRAINT roll_correction_decided CHECK ((outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (reason IS NULL))
);
CREATE INDEX roll_correction_by_election ON roll_correction (election_id, asked_at);
CREATE INDEX roll_correction_by_account ON roll_correction (account_id);
CREATE INDEX roll_correction_by_decider ON roll_correction (decided_by);
