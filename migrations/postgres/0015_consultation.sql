-- Consultations: the box of an election for smaller votes, whose voters make their codes themselves.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE consultation (
    id UUID NOT NULL CONSTRAINT consultation_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT consultation_landlord REFERENCES landlord (id),
    -- The identifier of its archive and of its addresses: 14 characters.
    handle TEXT NOT NULL CONSTRAINT consultation_handle UNIQUE,
    title TEXT NOT NULL,
    -- What it is about, in Markdown.
    body TEXT NOT NULL,
    -- The version of a charter that is put to the vote, if it is one.
    version_id UUID CONSTRAINT consultation_version REFERENCES text_version (id),
    stage TEXT NOT NULL CONSTRAINT consultation_stage CHECK (stage IN ('draft', 'registering', 'roll_closed', 'open', 'closed', 'decided', 'cancelled')),
    -- The question and how it may be answered, as one document.
    ballot JSONB NOT NULL,
    -- Quorum and majority, as one document; never changed once it is announced.
    rules JSONB NOT NULL,
    roll_closes_at TIMESTAMPTZ NOT NULL,
    opens_at TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    -- What was decided, as one document.
    outcome JSONB,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX consultation_by_landlord ON consultation (landlord_id, created_at);
CREATE INDEX consultation_by_version ON consultation (version_id);

CREATE TABLE consultation_college (
    consultation_id UUID NOT NULL CONSTRAINT consultation_college_of REFERENCES consultation (id),
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- Who is in it: by roll, by mandate, by role, or by a list that the officer makes.
    source TEXT NOT NULL CONSTRAINT consultation_college_source CHECK (source IN ('tenants', 'associations', 'landlord', 'listed')),
    -- How many could vote: counted when the roll closes.
    electors BIGINT,
    CONSTRAINT consultation_college_pk PRIMARY KEY (consultation_id, place)
);

-- Who may vote. Once the roll is closed, nothing here joins an account and a credential.
CREATE TABLE consultation_elector (
    consultation_id UUID NOT NULL CONSTRAINT consultation_elector_of REFERENCES consultation (id),
    account_id UUID NOT NULL CONSTRAINT consultation_elector_account REFERENCES account (id),
    college BIGINT NOT NULL,
    registered_at TIMESTAMPTZ,
    -- What she registered, until the roll closes.
    credential TEXT,
    tag BYTEA,
    CONSTRAINT consultation_elector_pk PRIMARY KEY (consultation_id, account_id),
    CONSTRAINT consultation_elector_credential UNIQUE (consultation_id, credential)
);
CREATE INDEX consultation_elector_by_account ON consultation_elector (account_id);

-- Once the roll is closed: the public credentials, each with its college.
CREATE TABLE consultation_credential (
    consultation_id UUID NOT NULL CONSTRAINT consultation_credential_of REFERENCES consultation (id),
    credential TEXT NOT NULL,
    college BIGINT NOT NULL,
    CONSTRAINT consultation_credential_pk PRIMARY KEY (consultation_id, credential)
);

-- The two who hold the key, of different colleges.
CREATE TABLE consultation_holder (
    consultation_id UUID NOT NULL CONSTRAINT consultation_holder_of REFERENCES consultation (id),
    place BIGINT NOT NULL CONSTRAINT consultation_holder_place CHECK (place IN (1, 2)),
    account_id UUID CONSTRAINT consultation_holder_account REFERENCES account (id),
    -- Her name as the public pages say it.
    name TEXT NOT NULL,
    college BIGINT NOT NULL,
    -- Her public key with its proof, and what she decrypted, as they came.
    public_key TEXT,
    decryption TEXT,
    CONSTRAINT consultation_holder_pk PRIMARY KEY (consultation_id, place)
);
CREATE INDEX consultation_holder_by_account ON consultation_holder (account_id);
