-- What a landlord needs around its charter: jobs, files, letters, mail, moderation, paper.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- Hidden by a moderation: its words wait there for an appeal, this row holds none.
ALTER TABLE comment ADD COLUMN hidden_at TIMESTAMPTZ;
DROP INDEX comment_by_text;
CREATE INDEX comment_by_text ON comment (text_id, clause_id, withdrawn_at, hidden_at);
DROP INDEX comment_latest;
CREATE INDEX comment_latest ON comment (text_id, created_at, id)
    WHERE thread_id IS NULL AND withdrawn_at IS NULL AND hidden_at IS NULL;

-- The language of mails.
ALTER TABLE account ADD COLUMN locale TEXT NOT NULL DEFAULT 'fr' CONSTRAINT account_locale CHECK (locale IN ('fr', 'en'));

-- How to reach a landlord: printed on letters, shown on the legal notice and the privacy page.
CREATE TABLE landlord_contact (
    landlord_id UUID NOT NULL CONSTRAINT landlord_contact_pk PRIMARY KEY CONSTRAINT landlord_contact_landlord REFERENCES landlord (id),
    -- Postal lines below the name, joined by line feeds.
    postal TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    -- Who answers for the publication.
    publisher TEXT NOT NULL,
    -- Whom to write to about one's data.
    privacy_contact TEXT NOT NULL
);

-- Work that any process may take: leased, tried again, done once.
CREATE TABLE job (
    id UUID NOT NULL CONSTRAINT job_pk PRIMARY KEY,
    kind TEXT NOT NULL,
    landlord_id UUID CONSTRAINT job_landlord REFERENCES landlord (id),
    asked_by UUID CONSTRAINT job_asked_by REFERENCES account (id),
    -- Asked twice, done once.
    idempotency_key TEXT NOT NULL CONSTRAINT job_idempotency_key UNIQUE,
    payload JSONB NOT NULL,
    state TEXT NOT NULL CONSTRAINT job_state CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    attempts BIGINT NOT NULL,
    progress BIGINT NOT NULL,
    -- 0 while it is not known.
    total BIGINT NOT NULL,
    run_after TIMESTAMPTZ NOT NULL,
    -- Whose turn it is, and until when; another may take it afterwards.
    lease_by UUID,
    lease_until TIMESTAMPTZ,
    result JSONB,
    error TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    CONSTRAINT job_leased CHECK ((state = 'running') = (lease_by IS NOT NULL) AND (lease_by IS NULL) = (lease_until IS NULL)),
    CONSTRAINT job_finished CHECK ((state IN ('done', 'failed')) = (finished_at IS NOT NULL))
);
CREATE INDEX job_due ON job (state, run_after);
CREATE INDEX job_by_landlord ON job (landlord_id, created_at);

-- Files, as pieces named by their SHA-256: any process serves them, the same piece is kept once.
CREATE TABLE chunk (
    hash BYTEA NOT NULL CONSTRAINT chunk_pk PRIMARY KEY,
    bytes BYTEA NOT NULL
);

CREATE TABLE upload (
    id UUID NOT NULL CONSTRAINT upload_pk PRIMARY KEY,
    landlord_id UUID CONSTRAINT upload_landlord REFERENCES landlord (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    -- Absent for what is kept.
    expires_at TIMESTAMPTZ
);

CREATE TABLE upload_chunk (
    upload_id UUID NOT NULL CONSTRAINT upload_chunk_upload REFERENCES upload (id),
    position BIGINT NOT NULL,
    chunk_hash BYTEA NOT NULL CONSTRAINT upload_chunk_chunk REFERENCES chunk (hash),
    CONSTRAINT upload_chunk_pk PRIMARY KEY (upload_id, position)
);
CREATE INDEX upload_chunk_by_chunk ON upload_chunk (chunk_hash);

-- Letters with activation codes, made and printed together.
CREATE TABLE letter_batch (
    id UUID NOT NULL CONSTRAINT letter_batch_pk PRIMARY KEY,
    landlord_id UUID NOT NULL CONSTRAINT letter_batch_landlord REFERENCES landlord (id),
    -- The one person, when a code was lost; absent for a batch.
    person_id UUID CONSTRAINT letter_batch_person REFERENCES person (id),
    made_at TIMESTAMPTZ NOT NULL,
    -- Last day of the codes, as an instant.
    valid_until TIMESTAMPTZ NOT NULL,
    letters BIGINT NOT NULL,
    -- When somebody said that it was printed, or two weeks had passed: the codes were erased then.
    erased_at TIMESTAMPTZ
);
CREATE INDEX letter_batch_by_landlord ON letter_batch (landlord_id, made_at);

CREATE TABLE letter (
    batch_id UUID NOT NULL CONSTRAINT letter_batch_of REFERENCES letter_batch (id),
    -- From 1, in the order of estate, building and dwelling.
    position BIGINT NOT NULL,
    person_id UUID NOT NULL CONSTRAINT letter_person REFERENCES person (id),
    -- The code's 20 digits, while the letter waits to be printed.
    digits TEXT,
    CONSTRAINT letter_pk PRIMARY KEY (batch_id, position)
);
CREATE INDEX letter_by_person ON letter (person_id);

-- Mails to send; without a mail server they stay here, and the administrator reads them.
CREATE TABLE mail (
    id UUID NOT NULL CONSTRAINT mail_pk PRIMARY KEY,
    account_id UUID CONSTRAINT mail_account REFERENCES account (id),
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body_text TEXT NOT NULL,
    body_html TEXT NOT NULL,
    -- Asked twice, sent once.
    idempotency_key TEXT NOT NULL CONSTRAINT mail_idempotency_key UNIQUE,
    state TEXT NOT NULL CONSTRAINT mail_state CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
    attempts BIGINT NOT NULL,
    send_after TIMESTAMPTZ NOT NULL,
    lease_until TIMESTAMPTZ,
    error TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    sent_at TIMESTAMPTZ,
    CONSTRAINT mail_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT mail_leased CHECK ((state = 'sending') = (lease_until IS NOT NULL))
);
CREATE INDEX mail_due ON mail (state, send_after);
CREATE INDEX mail_by_age ON mail (created_at);

-- A link in a mail that signs in once, or confirms an address once.
CREATE TABLE sign_in_link (
    token_hash BYTEA NOT NULL CONSTRAINT sign_in_link_pk PRIMARY KEY,
    account_id UUID NOT NULL CONSTRAINT sign_in_link_account REFERENCES account (id),
    -- Where to go afterwards.
    next TEXT NOT NULL,
    -- The address that it confirms; absent on a link that signs in.
    email TEXT,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);
CREATE INDEX sign_in_link_by_account ON sign_in_link (account_id);

-- What an account is told in its own space.
CREATE TABLE notice (
    id UUID NOT NULL CONSTRAINT notice_pk PRIMARY KEY,
    account_id UUID NOT NULL CONSTRAINT notice_account REFERENCES account (id),
    kind TEXT NOT NULL CONSTRAINT notice_kind CHECK (kind IN ('comment_hidden', 'appeal_decided', 'report_decided')),
    -- What it is about: a moderation.
    object_id UUID NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    read_at TIMESTAMPTZ,
    CONSTRAINT notice_once UNIQUE (account_id, kind, object_id)
);

-- What a facilitator or guarantor decided of a comment (regulation (EU) 2022/2065, article 17).
CREATE TABLE moderation (
    id UUID NOT NULL CONSTRAINT moderation_pk PRIMARY KEY,
    comment_id UUID NOT NULL CONSTRAINT moderation_comment REFERENCES comment (id),
    outcome TEXT NOT NULL CONSTRAINT moderation_outcome CHECK (outcome IN ('kept', 'hidden')),
    ground TEXT NOT NULL CONSTRAINT moderation_ground CHECK (ground IN ('insult', 'discrimination', 'privacy', 'threat', 'defamation', 'advertising', 'off_topic')),
    -- Public.
    reason TEXT NOT NULL,
    decided_as TEXT NOT NULL CONSTRAINT moderation_decided_as CHECK (decided_as IN ('facilitator', 'guarantor')),
    decided_by UUID CONSTRAINT moderation_decided_by REFERENCES account (id),
    decided_at TIMESTAMPTZ NOT NULL,
    -- The words that were hidden, kept for an appeal; absent once shown again or erased.
    original TEXT,
    -- Last instant for an appeal (same regulation, article 20: six months).
    appeal_until TIMESTAMPTZ,
    CONSTRAINT moderation_original CHECK (outcome = 'hidden' OR original IS NULL),
    CONSTRAINT moderation_appealable CHECK ((outcome = 'hidden') = (appeal_until IS NOT NULL))
);
CREATE INDEX moderation_by_comment ON moderation (comment_id, decided_at);

-- A report by anyone, on a listed ground; a decision answers all that wait on its comment.
CREATE TABLE report (
    id UUID NOT NULL CONSTRAINT report_pk PRIMARY KEY,
    comment_id UUID NOT NULL CONSTRAINT report_comment REFERENCES comment (id),
    ground TEXT NOT NULL CONSTRAINT report_ground CHECK (ground IN ('insult', 'discrimination', 'privacy', 'threat', 'defamation', 'advertising', 'off_topic')),
    detail TEXT NOT NULL,
    -- Whom to tell what was decided; absent for who is not signed in.
    account_id UUID CONSTRAINT report_account REFERENCES account (id),
    -- True when the landlord's staff reports, which the page says.
    by_landlord BOOLEAN NOT NULL,
    form_id UUID NOT NULL CONSTRAINT report_form UNIQUE,
    created_at TIMESTAMPTZ NOT NULL,
    moderation_id UUID CONSTRAINT report_moderation REFERENCES moderation (id)
);
CREATE INDEX report_by_comment ON report (comment_id);
CREATE INDEX report_by_moderation ON report (moderation_id);
CREATE INDEX report_open ON report (created_at) WHERE moderation_id IS NULL;

-- The author's appeal, decided by another person than the first time.
CREATE TABLE appeal (
    moderation_id UUID NOT NULL CONSTRAINT appeal_pk PRIMARY KEY CONSTRAINT appeal_moderation REFERENCES moderation (id),
    words TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    outcome TEXT CONSTRAINT appeal_outcome CHECK (outcome IN ('upheld', 'reversed')),
    -- Public.
    reason TEXT,
    decided_as TEXT CONSTRAINT appeal_decided_as CHECK (decided_as IN ('facilitator', 'guarantor')),
    decided_by UUID CONSTRAINT appeal_decided_by REFERENCES account (id),
    decided_at TIMESTAMPTZ,
    CONSTRAINT appeal_decided CHECK ((outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (reason IS NULL) AND (outcome IS NULL) = (decided_as IS NULL))
);

-- A comment that somebody else typed: said in a meeting, written on paper.
CREATE TABLE entry (
    comment_id UUID NOT NULL CONSTRAINT entry_pk PRIMARY KEY CONSTRAINT entry_comment REFERENCES comment (id),
    source TEXT NOT NULL CONSTRAINT entry_source CHECK (source IN ('meeting', 'paper', 'phone', 'counter')),
    place TEXT NOT NULL,
    heard_on DATE NOT NULL,
    entered_as TEXT NOT NULL CONSTRAINT entry_entered_as CHECK (entered_as IN ('landlord_staff', 'facilitator')),
    entered_by UUID CONSTRAINT entry_entered_by REFERENCES account (id),
    -- The code of the slip, as printed: it leads to what is public anyway.
    slip TEXT NOT NULL CONSTRAINT entry_slip UNIQUE
);
