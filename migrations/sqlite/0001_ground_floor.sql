-- The ground floor: who is who, texts and their discussion, sessions, journal.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- One row: demo or real, for life.
CREATE TABLE instance (
    one INTEGER NOT NULL CONSTRAINT instance_pk PRIMARY KEY CONSTRAINT instance_one_row CHECK (one = 1),
    kind TEXT NOT NULL CONSTRAINT instance_kind CHECK (kind IN ('demo', 'real')),
    created_at TEXT NOT NULL,
    -- Demo only: the instant that the demo clock showed at created_at.
    clock_start TEXT,
    -- Salt of the activation codes' hashes.
    code_salt BLOB NOT NULL
) STRICT;

-- Reference data: national bodies of tenants' organisations, dated, with source.
CREATE TABLE national_body (
    code TEXT NOT NULL CONSTRAINT national_body_pk PRIMARY KEY,
    name TEXT NOT NULL,
    sits_at TEXT NOT NULL,
    source TEXT NOT NULL,
    as_of TEXT NOT NULL
) STRICT;

-- A city, territory or federation above several landlords.
CREATE TABLE territory (
    id BLOB NOT NULL CONSTRAINT territory_pk PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT territory_slug UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT territory_kind CHECK (kind IN ('city', 'territory', 'federation'))
) STRICT;

CREATE TABLE landlord (
    id BLOB NOT NULL CONSTRAINT landlord_pk PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT landlord_slug UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CONSTRAINT landlord_kind CHECK (kind IN ('oph', 'esh', 'sem', 'cooperative')),
    -- IANA name of the zone of its civil dates.
    zone TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE territory_landlord (
    territory_id BLOB NOT NULL CONSTRAINT territory_landlord_territory REFERENCES territory (id),
    landlord_id BLOB NOT NULL CONSTRAINT territory_landlord_landlord REFERENCES landlord (id),
    CONSTRAINT territory_landlord_pk PRIMARY KEY (territory_id, landlord_id)
) STRICT;

CREATE TABLE association (
    id BLOB NOT NULL CONSTRAINT association_pk PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT association_slug UNIQUE,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    national_body TEXT CONSTRAINT association_national_body REFERENCES national_body (code)
) STRICT;

-- The landlords with whom an association has members.
CREATE TABLE association_landlord (
    association_id BLOB NOT NULL CONSTRAINT association_landlord_association REFERENCES association (id),
    landlord_id BLOB NOT NULL CONSTRAINT association_landlord_landlord REFERENCES landlord (id),
    CONSTRAINT association_landlord_pk PRIMARY KEY (association_id, landlord_id)
) STRICT;

CREATE TABLE estate (
    id BLOB NOT NULL CONSTRAINT estate_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT estate_landlord REFERENCES landlord (id),
    name TEXT NOT NULL,
    CONSTRAINT estate_name UNIQUE (landlord_id, name)
) STRICT;

CREATE TABLE building (
    id BLOB NOT NULL CONSTRAINT building_pk PRIMARY KEY,
    estate_id BLOB NOT NULL CONSTRAINT building_estate REFERENCES estate (id),
    name TEXT NOT NULL,
    CONSTRAINT building_name UNIQUE (estate_id, name)
) STRICT;

CREATE TABLE dwelling (
    id BLOB NOT NULL CONSTRAINT dwelling_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT dwelling_landlord REFERENCES landlord (id),
    building_id BLOB NOT NULL CONSTRAINT dwelling_building REFERENCES building (id),
    reference TEXT NOT NULL,
    CONSTRAINT dwelling_reference UNIQUE (landlord_id, reference)
) STRICT;

CREATE TABLE person (
    id BLOB NOT NULL CONSTRAINT person_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT person_landlord REFERENCES landlord (id),
    reference TEXT NOT NULL,
    name TEXT NOT NULL,
    birth_date TEXT,
    email TEXT,
    phone TEXT,
    -- Postal lines below the name, joined by line feeds.
    address TEXT NOT NULL,
    CONSTRAINT person_reference UNIQUE (landlord_id, reference)
) STRICT;

CREATE TABLE tenancy (
    id BLOB NOT NULL CONSTRAINT tenancy_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT tenancy_landlord REFERENCES landlord (id),
    dwelling_id BLOB NOT NULL CONSTRAINT tenancy_dwelling REFERENCES dwelling (id),
    reference TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    -- Last day of the lease; absent while it runs.
    ends_on TEXT,
    CONSTRAINT tenancy_reference UNIQUE (landlord_id, reference),
    CONSTRAINT tenancy_dates CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;
CREATE INDEX tenancy_by_dwelling ON tenancy (dwelling_id);

-- Who signed the lease; several are co-tenants, in the order of the roll.
CREATE TABLE tenancy_holder (
    tenancy_id BLOB NOT NULL CONSTRAINT tenancy_holder_tenancy REFERENCES tenancy (id),
    person_id BLOB NOT NULL CONSTRAINT tenancy_holder_person REFERENCES person (id),
    rank INTEGER NOT NULL,
    CONSTRAINT tenancy_holder_pk PRIMARY KEY (tenancy_id, person_id)
) STRICT;
CREATE INDEX tenancy_holder_by_person ON tenancy_holder (person_id);

CREATE TABLE roll_import (
    id BLOB NOT NULL CONSTRAINT roll_import_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT roll_import_landlord REFERENCES landlord (id),
    imported_at TEXT NOT NULL,
    file_sha256 BLOB NOT NULL,
    lines INTEGER NOT NULL,
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    closed INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
    id BLOB NOT NULL CONSTRAINT account_pk PRIMARY KEY,
    -- What the person types to sign in, folded to lower case.
    identifier TEXT NOT NULL CONSTRAINT account_identifier UNIQUE,
    email TEXT CONSTRAINT account_email UNIQUE,
    -- PHC string of argon2id.
    passphrase TEXT NOT NULL,
    -- A greeting on one's own pages, never shown to others.
    own_name TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE account_person (
    person_id BLOB NOT NULL CONSTRAINT account_person_pk PRIMARY KEY CONSTRAINT account_person_person REFERENCES person (id),
    account_id BLOB NOT NULL CONSTRAINT account_person_account REFERENCES account (id),
    linked_at TEXT NOT NULL
) STRICT;
CREATE INDEX account_person_by_account ON account_person (account_id);

-- Roles other than tenant, which follows from a running lease.
CREATE TABLE membership (
    id BLOB NOT NULL CONSTRAINT membership_pk PRIMARY KEY,
    account_id BLOB NOT NULL CONSTRAINT membership_account REFERENCES account (id),
    role TEXT NOT NULL CONSTRAINT membership_role CHECK (role IN ('administrator', 'landlord_staff', 'facilitator', 'guarantor', 'election_officer', 'association_delegate', 'territory_staff')),
    landlord_id BLOB CONSTRAINT membership_landlord REFERENCES landlord (id),
    association_id BLOB CONSTRAINT membership_association REFERENCES association (id),
    territory_id BLOB CONSTRAINT membership_territory REFERENCES territory (id),
    since TEXT NOT NULL,
    -- Last day; absent while it runs.
    until TEXT,
    CONSTRAINT membership_place CHECK (
        (role = 'administrator' AND landlord_id IS NULL AND association_id IS NULL AND territory_id IS NULL)
        OR (role IN ('landlord_staff', 'facilitator', 'guarantor', 'election_officer') AND landlord_id IS NOT NULL AND association_id IS NULL AND territory_id IS NULL)
        OR (role = 'association_delegate' AND association_id IS NOT NULL AND landlord_id IS NULL AND territory_id IS NULL)
        OR (role = 'territory_staff' AND territory_id IS NOT NULL AND landlord_id IS NULL AND association_id IS NULL)
    )
) STRICT;
CREATE INDEX membership_by_account ON membership (account_id);

CREATE TABLE activation_code (
    id BLOB NOT NULL CONSTRAINT activation_code_pk PRIMARY KEY,
    person_id BLOB NOT NULL CONSTRAINT activation_code_person REFERENCES person (id),
    code_hash BLOB NOT NULL CONSTRAINT activation_code_hash UNIQUE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT,
    -- Set when a later code replaced this one.
    revoked_at TEXT
) STRICT;
CREATE INDEX activation_code_by_person ON activation_code (person_id);

-- A code was right: what lets the next page create the account, for half an hour.
CREATE TABLE activation_ticket (
    token_hash BLOB NOT NULL CONSTRAINT activation_ticket_pk PRIMARY KEY,
    code_id BLOB NOT NULL CONSTRAINT activation_ticket_code REFERENCES activation_code (id),
    expires_at TEXT NOT NULL
) STRICT;

CREATE TABLE session (
    token_hash BLOB NOT NULL CONSTRAINT session_pk PRIMARY KEY,
    -- What the list of one's sessions names it by.
    id BLOB NOT NULL CONSTRAINT session_id UNIQUE,
    account_id BLOB NOT NULL CONSTRAINT session_account REFERENCES account (id),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    -- "Firefox, Android": kind of browser and system, no more.
    device TEXT NOT NULL
) STRICT;
CREATE INDEX session_by_account ON session (account_id);

-- A device from which an account has signed in: guesses by others do not lock it out.
CREATE TABLE known_device (
    token_hash BLOB NOT NULL,
    account_id BLOB NOT NULL CONSTRAINT known_device_account REFERENCES account (id),
    seen_at TEXT NOT NULL,
    CONSTRAINT known_device_pk PRIMARY KEY (token_hash, account_id)
) STRICT;

-- Counted guesses: a hashed key (what and who), a window's start, a count.
CREATE TABLE guess (
    key_hash BLOB NOT NULL,
    window_start TEXT NOT NULL,
    count INTEGER NOT NULL,
    CONSTRAINT guess_pk PRIMARY KEY (key_hash, window_start)
) STRICT;

-- The face that an account shows with one landlord; its id is random, so that it joins nothing.
CREATE TABLE contributor (
    id BLOB NOT NULL CONSTRAINT contributor_pk PRIMARY KEY,
    account_id BLOB NOT NULL CONSTRAINT contributor_account REFERENCES account (id),
    landlord_id BLOB NOT NULL CONSTRAINT contributor_landlord REFERENCES landlord (id),
    -- Chosen before the first words; absent while the person has only supported others.
    name TEXT,
    -- The name folded for comparison: nobody takes a neighbour's name.
    name_key TEXT,
    -- Shown only if the person wants it.
    estate_id BLOB CONSTRAINT contributor_estate REFERENCES estate (id),
    CONSTRAINT contributor_once UNIQUE (account_id, landlord_id),
    CONSTRAINT contributor_name UNIQUE (landlord_id, name_key),
    CONSTRAINT contributor_name_folded CHECK ((name IS NULL) = (name_key IS NULL))
) STRICT;

CREATE TABLE text (
    id BLOB NOT NULL CONSTRAINT text_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT text_landlord REFERENCES landlord (id),
    kind TEXT NOT NULL CONSTRAINT text_kind CHECK (kind IN ('charter', 'opinion', 'minutes')),
    slug TEXT NOT NULL,
    -- Who may read it: everybody, or the landlord's tenants, staff and associations.
    audience TEXT NOT NULL CONSTRAINT text_audience CHECK (audience IN ('public', 'members')),
    created_at TEXT NOT NULL,
    CONSTRAINT text_slug UNIQUE (landlord_id, slug)
) STRICT;

-- A clause lives as long as its text; its number is presentation, its handle is for ever.
CREATE TABLE clause (
    id BLOB NOT NULL CONSTRAINT clause_pk PRIMARY KEY,
    text_id BLOB NOT NULL CONSTRAINT clause_text REFERENCES text (id),
    handle INTEGER NOT NULL,
    CONSTRAINT clause_handle UNIQUE (text_id, handle)
) STRICT;

-- Immutable: the words of a clause, and the exact bytes they came in.
CREATE TABLE clause_revision (
    id BLOB NOT NULL CONSTRAINT clause_revision_pk PRIMARY KEY,
    clause_id BLOB NOT NULL CONSTRAINT clause_revision_clause REFERENCES clause (id),
    parent_id BLOB CONSTRAINT clause_revision_parent REFERENCES clause_revision (id),
    kind TEXT NOT NULL CONSTRAINT clause_revision_kind CHECK (kind IN ('title', 'chapter', 'article', 'paragraph', 'item')),
    source TEXT NOT NULL,
    created_from TEXT NOT NULL CONSTRAINT clause_revision_created_from CHECK (created_from IN ('initial', 'merge', 'editorial')),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX clause_revision_by_clause ON clause_revision (clause_id);

CREATE TABLE text_version (
    id BLOB NOT NULL CONSTRAINT text_version_pk PRIMARY KEY,
    text_id BLOB NOT NULL CONSTRAINT text_version_text REFERENCES text (id),
    sequence INTEGER NOT NULL,
    parent_id BLOB CONSTRAINT text_version_parent REFERENCES text_version (id),
    status TEXT NOT NULL CONSTRAINT text_version_status CHECK (status IN ('draft', 'open', 'frozen', 'voting', 'consolidating', 'submitted', 'adopted', 'returned', 'superseded')),
    -- Bytes before the first clause, kept for export.
    prefix TEXT NOT NULL,
    -- SHA-256 over the exported bytes.
    manifest BLOB NOT NULL,
    created_at TEXT NOT NULL,
    CONSTRAINT text_version_sequence UNIQUE (text_id, sequence)
) STRICT;

CREATE TABLE version_entry (
    version_id BLOB NOT NULL CONSTRAINT version_entry_version REFERENCES text_version (id),
    position INTEGER NOT NULL,
    clause_id BLOB NOT NULL CONSTRAINT version_entry_clause REFERENCES clause (id),
    revision_id BLOB NOT NULL CONSTRAINT version_entry_revision REFERENCES clause_revision (id),
    CONSTRAINT version_entry_pk PRIMARY KEY (version_id, position),
    CONSTRAINT version_entry_clause_once UNIQUE (version_id, clause_id)
) STRICT;

-- When a text may be commented on, and what comes after.
CREATE TABLE discussion (
    text_id BLOB NOT NULL CONSTRAINT discussion_pk PRIMARY KEY CONSTRAINT discussion_text REFERENCES text (id),
    opens_at TEXT NOT NULL,
    closes_at TEXT NOT NULL,
    -- Markdown, shown once it is closed.
    next_fr TEXT NOT NULL,
    next_en TEXT NOT NULL,
    CONSTRAINT discussion_dates CHECK (closes_at > opens_at)
) STRICT;

CREATE TABLE comment (
    id BLOB NOT NULL CONSTRAINT comment_pk PRIMARY KEY,
    text_id BLOB NOT NULL CONSTRAINT comment_text REFERENCES text (id),
    clause_id BLOB NOT NULL CONSTRAINT comment_clause REFERENCES clause (id),
    -- The words that were discussed.
    version_id BLOB NOT NULL CONSTRAINT comment_version REFERENCES text_version (id),
    -- The first comment of its thread; absent on the first itself.
    thread_id BLOB CONSTRAINT comment_thread REFERENCES comment (id),
    contributor_id BLOB NOT NULL CONSTRAINT comment_contributor REFERENCES contributor (id),
    quality TEXT NOT NULL CONSTRAINT comment_quality CHECK (quality IN ('tenant', 'association', 'landlord')),
    association_id BLOB CONSTRAINT comment_association REFERENCES association (id),
    body TEXT NOT NULL,
    created_at TEXT NOT NULL,
    edited_at TEXT,
    -- A withdrawn comment keeps its place; its words are erased.
    withdrawn_at TEXT,
    -- The form's own id: sent twice, kept once.
    form_id BLOB NOT NULL,
    CONSTRAINT comment_form UNIQUE (contributor_id, form_id),
    CONSTRAINT comment_association_named CHECK ((quality = 'association') = (association_id IS NOT NULL)),
    CONSTRAINT comment_withdrawn_empty CHECK (withdrawn_at IS NULL OR body = '')
) STRICT;
CREATE INDEX comment_by_clause ON comment (clause_id, created_at);
CREATE INDEX comment_by_text ON comment (text_id, clause_id, withdrawn_at);
CREATE INDEX comment_latest ON comment (text_id, created_at, id)
    WHERE thread_id IS NULL AND withdrawn_at IS NULL;
CREATE INDEX comment_by_contributor ON comment (contributor_id, created_at);
CREATE INDEX comment_by_thread ON comment (thread_id);

CREATE TABLE comment_support (
    comment_id BLOB NOT NULL CONSTRAINT comment_support_comment REFERENCES comment (id),
    contributor_id BLOB NOT NULL CONSTRAINT comment_support_contributor REFERENCES contributor (id),
    CONSTRAINT comment_support_pk PRIMARY KEY (comment_id, contributor_id)
) STRICT;

-- What a person typed and the server refused, kept for a day so that nothing is lost.
CREATE TABLE refused_form (
    visitor_hash BLOB NOT NULL,
    form TEXT NOT NULL,
    -- A JSON object: field name to what was typed; never a secret.
    fields TEXT NOT NULL,
    -- A JSON object: the error's key and the field it belongs to.
    error TEXT NOT NULL,
    refused_at TEXT NOT NULL,
    CONSTRAINT refused_form_pk PRIMARY KEY (visitor_hash, form)
) STRICT;

-- A landlord's public dates and what was decided, for its home page.
CREATE TABLE agenda_date (
    id BLOB NOT NULL CONSTRAINT agenda_date_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT agenda_date_landlord REFERENCES landlord (id),
    starts_at TEXT NOT NULL,
    -- True when only the day is meant.
    all_day INTEGER NOT NULL,
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX agenda_date_by_landlord ON agenda_date (landlord_id, starts_at);

CREATE TABLE agenda_decision (
    id BLOB NOT NULL CONSTRAINT agenda_decision_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT agenda_decision_landlord REFERENCES landlord (id),
    decided_on TEXT NOT NULL,
    title TEXT NOT NULL,
    origin TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT agenda_decision_state CHECK (state IN ('kept', 'late', 'underway', 'refused')),
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX agenda_decision_by_landlord ON agenda_decision (landlord_id, decided_on);

-- The journal: append-only, one hash chain per landlord and text, salted hashes only.
CREATE TABLE chain_head (
    chain TEXT NOT NULL CONSTRAINT chain_head_pk PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE journal (
    chain TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at TEXT NOT NULL,
    act TEXT NOT NULL,
    object_id BLOB,
    -- SHA-256(salt || canonical JSON of the act's data).
    digest BLOB NOT NULL,
    -- Erased together with the data it covers.
    salt BLOB,
    hash BLOB NOT NULL,
    CONSTRAINT journal_pk PRIMARY KEY (chain, seq)
) STRICT;
-- A comment's salts are erased with its words.
CREATE INDEX journal_by_object ON journal (object_id);
