-- The ground floor: who is who, texts and their discussion, sessions, journal.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- One row: demo or real, for life.
CREATE TABLE instance (
    one BIGINT NOT NULL CONSTRAINT instance_pk PRIMARY KEY CONSTRAINT instance_one_row CHECK (one = 1),
    kind TEXT NOT NULL CONSTRAINT instance_kind CHECK (kind IN ('demo', 'real')),
    created_at TIMESTAMPTZ NOT NULL,
    -- Demo only: the instant that the demo clock showed at created_at.
    clock_start TIMESTAMPTZ,
    -- Salt of the activation codes' hashes.
    code_salt BYTEA NOT NULL
);

-- Reference data: national bodies of tenants' organisations, dated, with source.
CREATE TABLE national_body (
    code TEXT NOT NULL CONSTRAINT national_body_pk PRIMARY KEY,
    name TEXT NOT NULL,
    sits_at TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of DATE NOT NULL
);

-- A city, territory or federation above several landlords.
CREATE TABLE territory (
    id UUID NOT NULL CONSTRAINT territory_pk PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT territory_slug UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT territory_kind CHECK (kind IN ('city', 'territory', 'federation'))
);

CREATE TABLE landlord (
    id UUID NOT NULL CONSTRAINT landlord_pk PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT landlord_slug UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT landlord_kind CHECK (kind IN ('oph', 'esh', 'sem', 'cooperative')),
    -- IANA name of the zone of its civil dates.
    zone TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE territory_landlord (
    territory_id UUID NOT NULL CONSTRAINT territory_landlord_territory REFERENCES territory (id),
    landlord_id UUID NOT NULL CONSTRAINT territory_landlord_landlord REFERENCES landlord (id),
    CONSTRAINT territory_landlord_pk PRIMARY KEY (territory_id, landlord_id)
);

CREATE TABLE association (
    id UUID NOT NULL CONSTRAINT association_pk PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT association_slug UNIQUE,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    national_body TEXT CONSTRAINT association_national_body REFERENCES national_body (code)
);

-- The landlords with whom an association has members.
CREATE TABLE association_landlord (
    association_id UUID NOT NULL CONSTRAINT association_landlord_association REFERENCES association (id),
    landlord_id UUID NOT NULL CONSTRAINT association_landlord_landlord REFERENCES landlord (id),
    CONSTRAINT association_landlord_pk PRIMARY KEY (association_id, landlord_id)
);

CREATE TABLE estate (
    id UUID NOT NULL CONSTRAINT estate_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT estate_landlord REFERENCES landlord (id),
    name TEXT NOT NULL,
    CONSTRAINT estate_name UNIQUE (landlord_id, name)
);

CREATE TABLE building (
    id UUID NOT NULL CONSTRAINT building_pk PRIMARY KEY,
    estate_id UUID NOT NULL CONSTRAINT building_estate REFERENCES estate (id),
    name TEXT NOT NULL,
    CONSTRAINT building_name UNIQUE (estate_id, name)
);

CREATE TABLE dwelling (
    id UUID NOT NULL CONSTRAINT dwelling_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT dwelling_landlord REFERENCES landlord (id),
    building_id UUID NOT NULL CONSTRAINT dwelling_building REFERENCES building (id),
    reference TEXT NOT NULL,
    CONSTRAINT dwelling_reference UNIQUE (landlord_id, reference)
);

CREATE TABLE person (
    id UUID NOT NULL CONSTRAINT person_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT person_landlord REFERENCES landlord (id),
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date DATE,
    email TEXT,
    phone TEXT,
    -- Postal lines below the name, joined by line feeds.
    address TEXT NOT NULL,
    CONSTRAINT person_reference UNIQUE (landlord_id, reference)
);

CREATE TABLE tenancy (
    id UUID NOT NULL CONSTRAINT tenancy_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT tenancy_landlord REFERENCES landlord (id),
    dwelling_id UUID NOT NULL CONSTRAINT tenancy_dwelling REFERENCES dwelling (id),
    reference TEXT NOT NULL,
    starts_on DATE NOT NULL,
    -- Last day of the lease; absent while it runs.
    ends_on DATE,
    CONSTRAINT tenancy_reference UNIQUE (landlord_id, reference),
    CONSTRAINT tenancy_dates CHECK (ends_on IS NULL OR ends_on >= starts_on)
);
CREATE INDEX tenancy_by_dwelling ON tenancy (dwelling_id);

-- Who signed the lease; several are co-tenants, in the order of the roll.
CREATE TABLE tenancy_holder (
    tenancy_id UUID NOT NULL CONSTRAINT tenancy_holder_tenancy REFERENCES tenancy (id),
    person_id UUID NOT NULL CONSTRAINT tenancy_holder_person REFERENCES person (id),
    rank BIGINT NOT NULL,
    CONSTRAINT tenancy_holder_pk PRIMARY KEY (tenancy_id, person_id)
);
CREATE INDEX tenancy_holder_by_person ON tenancy_holder (person_id);

CREATE TABLE roll_import (
    id UUID NOT NULL CONSTRAINT roll_import_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT roll_import_landlord REFERENCES landlord (id),
    imported_at TIMESTAMPTZ NOT NULL,
    file_sha256 BYTEA NOT NULL,
    lines BIGINT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    closed BIGINT NOT NULL
);

CREATE TABLE account (
    id UUID NOT NULL CONSTRAINT account_pk PRIMARY KEY,
    -- What the person types to sign in, folded to lower case.
    identifier TEXT NOT NULL CONSTRAINT account_identifier UNIQUE,
    email TEXT CONSTRAINT account_email UNIQUE,
    -- PHC string of argon2id.
    passphrase TEXT NOT NULL,
    -- A greeting on one's own pages, never shown to others.
    own_name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE account_person (
    person_id UUID NOT NULL CONSTRAINT account_person_pk PRIMARY KEY CONSTRAINT account_person_person REFERENCES person (id),
    account_id UUID NOT NULL CONSTRAINT account_person_account REFERENCES account (id),
    linked_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX account_person_by_account ON account_person (account_id);

-- Roles other than tenant, which follows from a running lease.
CREATE TABLE membership (
    id UUID NOT NULL CONSTRAINT membership_pk PRIMARY KEY,
    account_id UUID NOT NULL CONSTRAINT membership_account REFERENCES account (id),
    role TEXT NOT NULL CONSTRAINT membership_role CHECK (role IN ('administrator', 'landlord_staff', 'facilitator', 'guarantor', 'election_officer', 'association_delegate', 'territory_staff')),
    landlord_id UUID CONSTRAINT membership_landlord REFERENCES landlord (id),
    association_id UUID CONSTRAINT membership_association REFERENCES association (id),
    territory_id UUID CONSTRAINT membership_territory REFERENCES territory (id),
    since DATE NOT NULL,
    -- Last day; absent while it runs.
    until DATE,
    CONSTRAINT membership_place CHECK (
        (role = 'administrator' AND landlord_id IS NULL AND association_id IS NULL AND territory_id IS NULL)
        OR (role IN ('landlord_staff', 'facilitator', 'guarantor', 'election_officer') AND landlord_id IS NOT NULL AND association_id IS NULL AND territory_id IS NULL)
        OR (role = 'association_delegate' AND association_id IS NOT NULL AND landlord_id IS NULL AND territory_id IS NULL)
        OR (role = 'territory_staff' AND territory_id IS NOT NULL AND landlord_id IS NULL AND association_id IS NULL)
    )
);
CREATE INDEX membership_by_account ON membership (account_id);

CREATE TABLE activation_code (
    id UUID NOT NULL CONSTRAINT activation_code_pk PRIMARY KEY,
    person_id UUID NOT NULL CONSTRAINT activation_code_person REFERENCES person (id),
    code_hash BYTEA NOT NULL CONSTRAINT activation_code_hash UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ,
    -- Set when a later code replaced this one.
    revoked_at TIMESTAMPTZ
);
CREATE INDEX activation_code_by_person ON activation_code (person_id);

-- A code was right: what lets the next page create the account, for half an hour.
CREATE TABLE activation_ticket (
    token_hash BYTEA NOT NULL CONSTRAINT activation_ticket_pk PRIMARY KEY,
    code_id UUID NOT NULL CONSTRAINT activation_ticket_code REFERENCES activation_code (id),
    expires_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE session (
    token_hash BYTEA NOT NULL CONSTRAINT session_pk PRIMARY KEY,
    -- What the list of one's sessions names it by.
    id UUID NOT NULL CONSTRAINT session_id UNIQUE,
    account_id UUID NOT NULL CONSTRAINT session_account REFERENCES account (id),
    created_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    -- "Firefox, Android": kind of browser and system, no more.
    device TEXT NOT NULL
);
CREATE INDEX session_by_account ON session (account_id);

-- A device from which an account has signed in: guesses by others do not lock it out.
CREATE TABLE known_device (
    token_hash BYTEA NOT NULL,
    account_id UUID NOT NULL CONSTRAINT known_device_account REFERENCES account (id),
    seen_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT known_device_pk PRIMARY KEY (token_hash, account_id)
);

-- Counted guesses: a hashed key (what and who), a window's start, a count.
CREATE TABLE guess (
    key_hash BYTEA NOT NULL,
    window_start TIMESTAMPTZ NOT NULL,
    count BIGINT NOT NULL,
    CONSTRAINT guess_pk PRIMARY KEY (key_hash, window_start)
);

-- The face that an account shows with one landlord; its id is random, so that it joins nothing.
CREATE TABLE contributor (
    id UUID NOT NULL CONSTRAINT contributor_pk PRIMARY KEY,
    account_id UUID NOT NULL CONSTRAINT contributor_account REFERENCES account (id),
    landlord_id UUID NOT NULL CONSTRAINT contributor_landlord REFERENCES landlord (id),
    -- Chosen before the first words; absent while the person has only supported others.
    name TEXT,
    -- The name folded for comparison: nobody takes a neighbour's name.
    name_key TEXT,
    -- Shown only if the person wants it.
    estate_id UUID CONSTRAINT contributor_estate REFERENCES estate (id),
    CONSTRAINT contributor_once UNIQUE (account_id, landlord_id),
    CONSTRAINT contributor_name UNIQUE (landlord_id, name_key),
    CONSTRAINT contributor_name_folded CHECK ((name IS NULL) = (name_key IS NULL))
);

CREATE TABLE text (
    id UUID NOT NULL CONSTRAINT text_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT text_landlord REFERENCES landlord (id),
    kind TEXT NOT NULL CONSTRAINT text_kind CHECK (kind IN ('charter', 'opinion', 'minutes')),
    slug TEXT NOT NULL,
    -- Who may read it: everybody, or the landlord's tenants, staff and associations.
    audience TEXT NOT NULL CONSTRAINT text_audience CHECK (audience IN ('public', 'members')),
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT text_slug UNIQUE (landlord_id, slug)
);

-- A clause lives as long as its text; its number is presentation, its handle is for ever.
CREATE TABLE clause (
    id UUID NOT NULL CONSTRAINT clause_pk PRIMARY KEY,
    text_id UUID NOT NULL CONSTRAINT clause_text REFERENCES text (id),
    handle BIGINT NOT NULL,
    CONSTRAINT clause_handle UNIQUE (text_id, handle)
);

-- Immutable: the words of a clause, and the exact bytes they came in.
CREATE TABLE clause_revision (
    id UUID NOT NULL CONSTRAINT clause_revision_pk PRIMARY KEY,
    clause_id UUID NOT NULL CONSTRAINT clause_revision_clause REFERENCES clause (id),
    parent_id UUID CONSTRAINT clause_revision_parent REFERENCES clause_revision (id),
    kind TEXT NOT NULL CONSTRAINT clause_revision_kind CHECK (kind IN ('title', 'chapter', 'article', 'paragraph', 'item')),
    source TEXT NOT NULL,
    created_from TEXT NOT NULL CONSTRAINT clause_revision_created_from CHECK (created_from IN ('initial', 'merge', 'editorial')),
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX clause_revision_by_clause ON clause_revision (clause_id);

CREATE TABLE text_version (
    id UUID NOT NULL CONSTRAINT text_version_pk PRIMARY KEY,
    text_id UUID NOT NULL CONSTRAINT text_version_text REFERENCES text (id),
    sequence BIGINT NOT NULL,
    parent_id UUID CONSTRAINT text_version_parent REFERENCES text_version (id),
    status TEXT NOT NULL CONSTRAINT text_version_status CHECK (status IN ('draft', 'open', 'frozen', 'voting', 'consolidating', 'submitted', 'adopted', 'returned', 'superseded')),
    -- Bytes before the first clause, kept for export.
    prefix TEXT NOT NULL,
    -- SHA-256 over the exported bytes.
    manifest BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT text_version_sequence UNIQUE (text_id, sequence)
);

CREATE TABLE version_entry (
    version_id UUID NOT NULL CONSTRAINT version_entry_version REFERENCES text_version (id),
    position BIGINT NOT NULL,
    clause_id UUID NOT NULL CONSTRAINT version_entry_clause REFERENCES clause (id),
    revision_id UUID NOT NULL CONSTRAINT version_entry_revision REFERENCES clause_revision (id),
    CONSTRAINT version_entry_pk PRIMARY KEY (version_id, position),
    CONSTRAINT version_entry_clause_once UNIQUE (version_id, clause_id)
);

-- When a text may be commented on, and what comes after.
CREATE TABLE discussion (
    text_id UUID NOT NULL CONSTRAINT discussion_pk PRIMARY KEY CONSTRAINT discussion_text REFERENCES text (id),
    opens_at TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    -- Markdown, shown once it is closed.
    next_fr TEXT NOT NULL,
    next_en TEXT NOT NULL,
    CONSTRAINT discussion_dates CHECK (closes_at > opens_at)
);

CREATE TABLE comment (
    id UUID NOT NULL CONSTRAINT comment_pk PRIMARY KEY,
    text_id UUID NOT NULL CONSTRAINT comment_text REFERENCES text (id),
    clause_id UUID NOT NULL CONSTRAINT comment_clause REFERENCES clause (id),
    -- The words that were discussed.
    version_id UUID NOT NULL CONSTRAINT comment_version REFERENCES text_version (id),
    -- The first comment of its thread; absent on the first itself.
    thread_id UUID CONSTRAINT comment_thread REFERENCES comment (id),
    contributor_id UUID NOT NULL CONSTRAINT comment_contributor REFERENCES contributor (id),
    quality TEXT NOT NULL CONSTRAINT comment_quality CHECK (quality IN ('tenant', 'association', 'landlord')),
    association_id UUID CONSTRAINT comment_association REFERENCES association (id),
    body TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    edited_at TIMESTAMPTZ,
    -- A withdrawn comment keeps its place; its words are erased.
    withdrawn_at TIMESTAMPTZ,
    -- The form's own id: sent twice, kept once.
    form_id UUID NOT NULL,
    CONSTRAINT comment_form UNIQUE (contributor_id, form_id),
    CONSTRAINT comment_association_named CHECK ((quality = 'association') = (association_id IS NOT NULL)),
    CONSTRAINT comment_withdrawn_empty CHECK (withdrawn_at IS NULL OR body = '')
);
CREATE INDEX comment_by_clause ON comment (clause_id, created_at);
CREATE INDEX comment_by_text ON comment (text_id, clause_id, withdrawn_at);
CREATE INDEX comment_latest ON comment (text_id, created_at, id)
    WHERE thread_id IS NULL AND withdrawn_at IS NULL;
CREATE INDEX comment_by_contributor ON comment (contributor_id, created_at);
CREATE INDEX comment_by_thread ON comment (thread_id);

CREATE TABLE comment_support (
    comment_id UUID NOT NULL CONSTRAINT comment_support_comment REFERENCES comment (id),
    contributor_id UUID NOT NULL CONSTRAINT comment_support_contributor REFERENCES contributor (id),
    CONSTRAINT comment_support_pk PRIMARY KEY (comment_id, contributor_id)
);

-- What a person typed and the server refused, kept for a day so that nothing is lost.
CREATE TABLE refused_form (
    visitor_hash BYTEA NOT NULL,
    form TEXT NOT NULL,
    -- A JSON object: field name to what was typed; never a secret.
    fields JSONB NOT NULL,
    -- A JSON object: the error's key and the field it belongs to.
    error JSONB NOT NULL,
    refused_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT refused_form_pk PRIMARY KEY (visitor_hash, form)
);

-- A landlord's public dates and what was decided, for its home page.
CREATE TABLE agenda_date (
    id UUID NOT NULL CONSTRAINT agenda_date_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT agenda_date_landlord REFERENCES landlord (id),
    starts_at TIMESTAMPTZ NOT NULL,
    -- True when only the day is meant.
    all_day BOOLEAN NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    detail TEXT NOT NULL
);
CREATE INDEX agenda_date_by_landlord ON agenda_date (landlord_id, starts_at);

CREATE TABLE agenda_decision (
    id UUID NOT NULL CONSTRAINT agenda_decision_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT agenda_decision_landlord REFERENCES landlord (id),
    decided_on DATE NOT NULL,
    title TEXT NOT NULL,
    origin TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT agenda_decision_state CHECK (state IN ('kept', 'late', 'underway', 'refused')),
    detail TEXT NOT NULL
);
CREATE INDEX agenda_decision_by_landlord ON agenda_decision (landlord_id, decided_on);

-- The journal: append-only, one hash chain per landlord and text, salted hashes only.
CREATE TABLE chain_head (
    chain TEXT NOT NULL CONSTRAINT chain_head_pk PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

CREATE TABLE journal (
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    act TEXT NOT NULL,
    object_id UUID,
    -- SHA-256(salt || canonical JSON of the act's data).
    digest BYTEA NOT NULL,
    -- Erased together with the data it covers.
    salt BYTEA,
    hash BYTEA NOT NULL,
    CONSTRAINT journal_pk PRIMARY KEY (chain, seq)
);
-- A comment's salts are erased with its words.
CREATE INDEX journal_by_object ON journal (object_id);
