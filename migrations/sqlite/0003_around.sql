-- What a landlord needs around its charter: jobs, files, letters, mail, moderation, paper.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- Hidden by a moderation: its words wait there for an appeal, this row holds none.
ALTER TABLE comment ADD COLUMN hidden_at TEXT;
DROP INDEX comment_by_text;
CREATE INDEX comment_by_text ON comment (text_id, clause_id, withdrawn_at, hidden_at);
DROP INDEX comment_latest;
CREATE INDEX comment_latest ON comment (text_id, created_at, id)
    WHERE thread_id IS NULL AND withdrawn_at IS NULL AND hidden_at IS NULL;

-- The language of mails.
ALTER TABLE account ADD COLUMN locale TEXT NOT NULL DEFAULT 'fr' CONSTRAINT account_locale CHECK (locale IN ('fr', 'en'));

-- How to reach a landlord: printed on letters, shown on the legal notice and the privacy page.
CREATE TABLE landlord_contact (
    landlord_id BLOB NOT NULL CONSTRAINT landlord_contact_pk PRIMARY KEY CONSTRAINT landlord_contact_landlord REFERENCES landlord (id),
    -- Postal lines below the name, joined by line feeds.
    postal TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    -- Who answers for the publication.
    publisher TEXT NOT NULL,
    -- Whom to write to about one's data.
    privacy_contact TEXT NOT NULL
) STRICT;

-- Work that any process may take: leased, tried again, done once.
CREATE TABLE job (
    id BLOB NOT NULL CONSTRAINT job_pk PRIMARY KEY,
    kind TEXT NOT NULL,
    landlord_id BLOB CONSTRAINT job_landlord REFERENCES landlord (id),
    asked_by BLOB CONSTRAINT job_asked_by REFERENCES account (id),
    -- Asked twice, done once.
    idempotency_key TEXT NOT NULL CONSTRAINT job_idempotency_key UNIQUE,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CONSTRAINT job_state CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    attempts INTEGER NOT NULL,
    progress INTEGER NOT NULL,
    -- 0 while it is not known.
    total INTEGER NOT NULL,
    run_after TEXT NOT NULL,
    -- Whose turn it is, and until when; another may take it afterwards.
    lease_by BLOB,
    lease_until TEXT,
    result TEXT,
    error TEXT,
    created_at TEXT NOT NULL,
    finished_at TEXT,
    CONSTRAINT job_leased CHECK ((state = 'running') = (lease_by IS NOT NULL) AND (lease_by IS NULL) = (lease_until IS NULL)),
    CONSTRAINT job_finished CHECK ((state IN ('done', 'failed')) = (finished_at IS NOT NULL))
) STRICT;
CREATE INDEX job_due ON job (state, run_after);
CREATE INDEX job_by_landlord ON job (landlord_id, created_at);

-- Files, as pieces named by their SHA-256: any process serves them, the same piece is kept once.
CREATE TABLE chunk (
    hash BLOB NOT NULL CONSTRAINT chunk_pk PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE upload (
    id BLOB NOT NULL CONSTRAINT upload_pk PRIMARY KEY,
    landlord_id BLOB CONSTRAINT upload_landlord REFERENCES landlord (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    created_at TEXT NOT NULL,
    -- Absent for what is kept.
    expires_at TEXT
) STRICT;

CREATE TABLE upload_chunk (
    upload_id BLOB NOT NULL CONSTRAINT upload_chunk_upload REFERENCES upload (id),
    position INTEGER NOT NULL,
    chunk_hash BLOB NOT NULL CONSTRAINT upload_chunk_chunk REFERENCES chunk (hash),
    CONSTRAINT upload_chunk_pk PRIMARY KEY (upload_id, position)
) STRICT;
CREATE INDEX upload_chunk_by_chunk ON upload_chunk (chunk_hash);

-- Letters with activation codes, made and printed together.
CREATE TABLE letter_batch (
    id BLOB NOT NULL CONSTRAINT letter_batch_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT letter_batch_landlord REFERENCES landlord (id),
    -- The one person, when a code was lost; absent for a batch.
    person_id BLOB CONSTRAINT letter_batch_person REFERENCES person (id),
    made_at TEXT NOT NULL,
    -- Last day of the codes, as an instant.
    valid_until TEXT NOT NULL,
    letters INTEGER NOT NULL,
    -- When somebody said that it was printed, or two weeks had passed: the codes were erased then.
    erased_at TEXT
) STRICT;
CREATE INDEX letter_batch_by_landlord ON letter_batch (landlord_id, made_at);

CREATE TABLE letter (
    batch_id BLOB NOT NULL CONSTRAINT letter_batch_of REFERENCES letter_batch (id),
    -- From 1, in the order of estate, building and dwelling.
    position INTEGER NOT NULL,
    person_id BLOB NOT NULL CONSTRAINT letter_person REFERENCES person (id),
    -- The code's 20 digits, while the letter waits to be printed.
    digits TEXT,
    CONSTRAINT letter_pk PRIMARY KEY (batch_id, position)
) STRICT;
CREATE INDEX letter_by_person ON letter (person_id);

-- Mails to send; without a mail server they stay here, and the administrator reads them.
CREATE TABLE mail (
    id BLOB NOT NULL CONSTRAINT mail_pk PRIMARY KEY,
    account_id BLOB CONSTRAINT mail_account REFERENCES account (id),
    kind TEXT NOT NULL,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body_text TEXT NOT NULL,
    body_html TEXT NOT NULL,
    -- Asked twice, sent once.
    idempotency_key TEXT NOT NULL CONSTRAINT mail_idempotency_key UNIQUE,
    state TEXT NOT NULL CONSTRAINT mail_state CHECK (state IN ('waiting', 'sending', 'sent', 'failed')),
    attempts INTEGER NOT NULL,
    send_after TEXT NOT NULL,
    lease_until TEXT,
    error TEXT,
    created_at TEXT NOT NULL,
    sent_at TEXT,
    CONSTRAINT mail_sent CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
    CONSTRAINT mail_leased CHECK ((state = 'sending') = (lease_until IS NOT NULL))
) STRICT;
CREATE INDEX mail_due ON mail (state, send_after);
CREATE INDEX mail_by_age ON mail (created_at);

-- A link in a mail that signs in once, or confirms an address once.
CREATE TABLE sign_in_link (
    token_hash BLOB NOT NULL CONSTRAINT sign_in_link_pk PRIMARY KEY,
    account_id BLOB NOT NULL CONSTRAINT sign_in_link_account REFERENCES account (id),
    -- Where to go afterwards.
    next TEXT NOT NULL,
    -- The address that it confirms; absent on a link that signs in.
    email TEXT,
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;
CREATE INDEX sign_in_link_by_account ON sign_in_link (account_id);

-- What an account is told in its own space.
CREATE TABLE notice (
    id BLOB NOT NULL CONSTRAINT notice_pk PRIMARY KEY,
    account_id BLOB NOT NULL CONSTRAINT notice_account REFERENCES account (id),
    kind TEXT NOT NULL CONSTRAINT notice_kind CHECK (kind IN ('comment_hidden', 'appeal_decided', 'report_decided')),
    -- What it is about: a moderation.
    object_id BLOB NOT NULL,
    created_at TEXT NOT NULL,
    read_at TEXT,
    CONSTRAINT notice_once UNIQUE (account_id, kind, object_id)
) STRICT;

-- What a facilitator or guarantor decided of a comment (regulation (EU) 2022/2065, article 17).
CREATE TABLE moderation (
    id BLOB NOT NULL CONSTRAINT moderation_pk PRIMARY KEY,
    comment_id BLOB NOT NULL CONSTRAINT moderation_comment REFERENCES comment (id),
    outcome TEXT NOT NULL CONSTRAINT moderation_outcome CHECK (outcome IN ('kept', 'hidden')),
    ground TEXT NOT NULL CONSTRAINT moderation_ground CHECK (ground IN ('insult', 'discrimination', 'privacy', 'threat', 'defamation', 'advertising', 'off_topic')),
    -- Public.
    reason TEXT NOT NULL,
    decided_as TEXT NOT NULL CONSTRAINT moderation_decided_as CHECK (decided_as IN ('facilitator', 'guarantor')),
    decided_by BLOB CONSTRAINT moderation_decided_by REFERENCES account (id),
    decided_at TEXT NOT NULL,
    -- The words that were hidden, kept for an appeal; absent once shown again or erased.
    original TEXT,
    -- Last instant for an appeal (same regulation, article 20: six months).
    appeal_until TEXT,
    CONSTRAINT moderation_original CHECK (outcome = 'hidden' OR original IS NULL),
    CONSTRAINT moderation_appealable CHECK ((outcome = 'hidden') = (appeal_until IS NOT NULL))
) STRICT;
CREATE INDEX moderation_by_comment ON moderation (comment_id, decided_at);

-- A report by anyone, on a listed ground; a decision answers all that wait on its comment.
CREATE TABLE report (
    id BLOB NOT NULL CONSTRAINT report_pk PRIMARY KEY,
    comment_id BLOB NOT NULL CONSTRAINT report_comment REFERENCES comment (id),
    ground TEXT NOT NULL CONSTRAINT report_ground CHECK (ground IN ('insult', 'discrimination', 'privacy', 'threat', 'defamation', 'advertising', 'off_topic')),
    detail TEXT NOT NULL,
    -- Whom to tell what was decided; absent for who is not signed in.
    account_id BLOB CONSTRAINT report_account REFERENCES account (id),
    -- True when the landlord's staff reports, which the page says.
    by_landlord INTEGER NOT NULL,
    form_id BLOB NOT NULL CONSTRAINT report_form UNIQUE,
    created_at TEXT NOT NULL,
    moderation_id BLOB CONSTRAINT report_moderation REFERENCES moderation (id)
) STRICT;
CREATE INDEX report_by_comment ON report (comment_id);
CREATE INDEX report_by_moderation ON report (moderation_id);
CREATE INDEX report_open ON report (created_at) WHERE moderation_id IS NULL;

-- The author's appeal, decided by another person than the first time.
CREATE TABLE appeal (
    moderation_id BLOB NOT NULL CONSTRAINT appeal_pk PRIMARY KEY CONSTRAINT appeal_moderation REFERENCES moderation (id),
    words TEXT NOT NULL,
    made_at TEXT NOT NULL,
    outcome TEXT CONSTRAINT appeal_outcome CHECK (outcome IN ('upheld', 'reversed')),
    -- Public.
    reason TEXT,
    decided_as TEXT CONSTRAINT appeal_decided_as CHECK (decided_as IN ('facilitator', 'guarantor')),
    decided_by BLOB CONSTRAINT appeal_decided_by REFERENCES account (id),
    decided_at TEXT,
    CONSTRAINT appeal_decided CHECK ((outcome IS NULL) = (decided_at IS NULL) AND (outcome IS NULL) = (reason IS NULL) AND (outcome IS NULL) = (decided_as IS NULL))
) STRICT;

-- A comment that somebody else typed: said in a meeting, written on paper.
CREATE TABLE entry (
    comment_id BLOB NOT NULL CONSTRAINT entry_pk PRIMARY KEY CONSTRAINT entry_comment REFERENCES comment (id),
    source TEXT NOT NULL CONSTRAINT entry_source CHECK (source IN ('meeting', 'paper', 'phone', 'counter')),
    place TEXT NOT NULL,
    heard_on TEXT NOT NULL,
    entered_as TEXT NOT NULL CONSTRAINT entry_entered_as CHECK (entered_as IN ('landlord_staff', 'facilitator')),
    entered_by BLOB CONSTRAINT entry_entered_by REFERENCES account (id),
    -- The code of the slip, as printed: it leads to what is public anyway.
    slip TEXT NOT NULL CONSTRAINT entry_slip UNIQUE
) STRICT;
