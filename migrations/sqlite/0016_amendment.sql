-- Amendments: who proposes what on which clauses, who signs, rules, recommends, and what became of it.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- The rules of a text, stored before it opens.
CREATE TABLE text_rules (
    text_id BLOB NOT NULL CONSTRAINT text_rules_pk PRIMARY KEY CONSTRAINT text_rules_text REFERENCES text (id),
    -- Tenants who must sign a tenant's amendment with her.
    signatures INTEGER NOT NULL CONSTRAINT text_rules_signatures CHECK (signatures >= 0),
    -- Days in which an author chooses what becomes of her amendment on a new version.
    rebase_days INTEGER NOT NULL CONSTRAINT text_rules_rebase_days CHECK (rebase_days > 0),
    set_at TEXT NOT NULL
) STRICT;

-- Who recommends what should be decided.
CREATE TABLE drafting_committee (
    text_id BLOB NOT NULL CONSTRAINT drafting_committee_text REFERENCES text (id),
    account_id BLOB NOT NULL CONSTRAINT drafting_committee_account REFERENCES account (id),
    since TEXT NOT NULL,
    CONSTRAINT drafting_committee_pk PRIMARY KEY (text_id, account_id)
) STRICT;

CREATE TABLE amendment (
    id BLOB NOT NULL CONSTRAINT amendment_pk PRIMARY KEY,
    text_id BLOB NOT NULL CONSTRAINT amendment_text REFERENCES text (id),
    -- Public; given when it is handed in, and kept for ever.
    number INTEGER,
    -- The version against which its operations are written.
    base_version_id BLOB NOT NULL CONSTRAINT amendment_base REFERENCES text_version (id),
    -- The amendment that it amends, if it amends one.
    parent_id BLOB CONSTRAINT amendment_parent REFERENCES amendment (id),
    contributor_id BLOB NOT NULL CONSTRAINT amendment_contributor REFERENCES contributor (id),
    quality TEXT NOT NULL CONSTRAINT amendment_quality CHECK (quality IN ('tenant', 'association', 'landlord')),
    association_id BLOB CONSTRAINT amendment_association REFERENCES association (id),
    title TEXT NOT NULL,
    -- Why, in Markdown.
    reasons TEXT NOT NULL,
    lifecycle TEXT NOT NULL CONSTRAINT amendment_lifecycle CHECK (lifecycle IN ('draft', 'gathering', 'submitted', 'inadmissible', 'under_discussion', 'to_vote', 'decided', 'incorporated', 'withdrawn')),
    outcome TEXT NOT NULL CONSTRAINT amendment_outcome CHECK (outcome IN ('none', 'accepted', 'accepted_modified', 'rejected', 'lapsed', 'absorbed')),
    text_status TEXT NOT NULL CONSTRAINT amendment_text_status CHECK (text_status IN ('clean', 'rebased', 'needs_rebase', 'orphan')),
    -- Why it lapsed, was absorbed or was so decided; public.
    reason TEXT NOT NULL,
    -- Grows each time that its words are saved: two who write at once are told.
    revision INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    submitted_at TEXT,
    decided_at TEXT,
    -- Until when its author chooses what becomes of it on a new version.
    rebase_until TEXT,
    -- The form's own id: sent twice, kept once.
    form_id BLOB NOT NULL,
    CONSTRAINT amendment_form UNIQUE (contributor_id, form_id),
    CONSTRAINT amendment_number UNIQUE (text_id, number),
    CONSTRAINT amendment_numbered CHECK ((number IS NULL) = (submitted_at IS NULL)),
    CONSTRAINT amendment_handed_in CHECK (lifecycle IN ('draft', 'gathering', 'withdrawn', 'decided') OR number IS NOT NULL),
    CONSTRAINT amendment_draft_unnumbered CHECK (lifecycle NOT IN ('draft', 'gathering') OR number IS NULL),
    CONSTRAINT amendment_association_named CHECK ((quality = 'association') = (association_id IS NOT NULL)),
    CONSTRAINT amendment_outcome_when_decided CHECK ((outcome <> 'none') = (lifecycle IN ('decided', 'incorporated'))),
    CONSTRAINT amendment_decided_at CHECK ((outcome <> 'none') = (decided_at IS NOT NULL)),
    CONSTRAINT amendment_incorporated CHECK (lifecycle <> 'incorporated' OR outcome IN ('accepted', 'accepted_modified')),
    CONSTRAINT amendment_lapse_told CHECK (outcome <> 'lapsed' OR reason <> ''),
    CONSTRAINT amendment_rebase_until CHECK ((text_status = 'needs_rebase') = (rebase_until IS NOT NULL))
) STRICT;
CREATE INDEX amendment_by_contributor ON amendment (contributor_id, created_at);
CREATE INDEX amendment_by_association ON amendment (association_id, created_at);
CREATE INDEX amendment_by_parent ON amendment (parent_id);
CREATE INDEX amendment_by_lifecycle ON amendment (text_id, lifecycle, number);

-- What an amendment changes, in order.
CREATE TABLE amendment_operation (
    amendment_id BLOB NOT NULL CONSTRAINT amendment_operation_of REFERENCES amendment (id),
    position INTEGER NOT NULL,
    -- The clause that it changes, or after which it puts one; absent at the head of the text.
    clause_id BLOB CONSTRAINT amendment_operation_clause REFERENCES clause (id),
    -- The words of that clause on which it is based.
    revision_id BLOB CONSTRAINT amendment_operation_revision REFERENCES clause_revision (id),
    operation TEXT NOT NULL,
    CONSTRAINT amendment_operation_pk PRIMARY KEY (amendment_id, position)
) STRICT;
CREATE INDEX amendment_operation_by_clause ON amendment_operation (clause_id);

CREATE TABLE amendment_signature (
    amendment_id BLOB NOT NULL CONSTRAINT amendment_signature_of REFERENCES amendment (id),
    contributor_id BLOB NOT NULL CONSTRAINT amendment_signature_contributor REFERENCES contributor (id),
    quality TEXT NOT NULL CONSTRAINT amendment_signature_quality CHECK (quality IN ('tenant', 'association', 'landlord')),
    association_id BLOB CONSTRAINT amendment_signature_association REFERENCES association (id),
    signed_at TEXT NOT NULL,
    CONSTRAINT amendment_signature_pk PRIMARY KEY (amendment_id, contributor_id),
    CONSTRAINT amendment_signature_association_named CHECK ((quality = 'association') = (association_id IS NOT NULL))
) STRICT;
CREATE INDEX amendment_signature_by_contributor ON amendment_signature (contributor_id);

-- The facilitator's rulings, each with its appeal.
CREATE TABLE amendment_ruling (
    amendment_id BLOB NOT NULL CONSTRAINT amendment_ruling_of REFERENCES amendment (id),
    place INTEGER NOT NULL,
    ground TEXT CONSTRAINT amendment_ruling_ground CHECK (ground IN ('outside_subject', 'against_law', 'identical', 'unclear', 'personal_attack')),
    -- Public.
    reason TEXT NOT NULL,
    ruled_by BLOB CONSTRAINT amendment_ruling_ruled_by REFERENCES account (id),
    ruled_at TEXT NOT NULL,
    appeal TEXT,
    appealed_at TEXT,
    appeal_outcome TEXT CONSTRAINT amendment_ruling_appeal_outcome CHECK (appeal_outcome IN ('upheld', 'reversed')),
    -- Public.
    appeal_reason TEXT,
    appeal_ruled_by BLOB CONSTRAINT amendment_ruling_appeal_ruled_by REFERENCES account (id),
    appeal_ruled_at TEXT,
    CONSTRAINT amendment_ruling_pk PRIMARY KEY (amendment_id, place),
    CONSTRAINT amendment_ruling_reasoned CHECK (ground IS NULL OR reason <> ''),
    CONSTRAINT amendment_ruling_appealable CHECK (ground IS NOT NULL OR appeal IS NULL),
    CONSTRAINT amendment_ruling_appealed CHECK ((appeal IS NULL) = (appealed_at IS NULL)),
    CONSTRAINT amendment_ruling_appeal_ruled CHECK ((appeal_outcome IS NULL) = (appeal_ruled_at IS NULL) AND (appeal_outcome IS NULL) = (appeal_reason IS NULL) AND (appeal_outcome IS NULL OR appeal IS NOT NULL))
) STRICT;

-- What the drafting committee recommends, and the author's answer to a rewording.
CREATE TABLE amendment_recommendation (
    amendment_id BLOB NOT NULL CONSTRAINT amendment_recommendation_of REFERENCES amendment (id),
    place INTEGER NOT NULL,
    advice TEXT NOT NULL CONSTRAINT amendment_recommendation_advice CHECK (advice IN ('accept', 'accept_modified', 'reject', 'refer')),
    -- Public.
    words TEXT NOT NULL,
    -- The operations of the rewording, as one document.
    rewording TEXT,
    recommended_by BLOB CONSTRAINT amendment_recommendation_by REFERENCES account (id),
    recommended_at TEXT NOT NULL,
    answer TEXT CONSTRAINT amendment_recommendation_answer CHECK (answer IN ('agreed', 'refused')),
    answer_words TEXT,
    answered_at TEXT,
    CONSTRAINT amendment_recommendation_pk PRIMARY KEY (amendment_id, place),
    CONSTRAINT amendment_recommendation_reworded CHECK ((advice = 'accept_modified') = (rewording IS NOT NULL)),
    CONSTRAINT amendment_recommendation_answered CHECK ((answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answer_words IS NULL) AND (answer IS NULL OR rewording IS NOT NULL))
) STRICT;

-- What happened to an amendment; public, and never an account.
CREATE TABLE amendment_event (
    amendment_id BLOB NOT NULL CONSTRAINT amendment_event_of REFERENCES amendment (id),
    place INTEGER NOT NULL,
    what TEXT NOT NULL,
    at TEXT NOT NULL,
    data TEXT NOT NULL,
    CONSTRAINT amendment_event_pk PRIMARY KEY (amendment_id, place)
) STRICT;

-- An amendment that somebody typed from paper.
CREATE TABLE amendment_entry (
    amendment_id BLOB NOT NULL CONSTRAINT amendment_entry_pk PRIMARY KEY CONSTRAINT amendment_entry_of REFERENCES amendment (id),
    source TEXT NOT NULL CONSTRAINT amendment_entry_source CHECK (source IN ('meeting', 'paper', 'phone', 'counter')),
    place TEXT NOT NULL,
    heard_on TEXT NOT NULL,
    entered_as TEXT NOT NULL CONSTRAINT amendment_entry_entered_as CHECK (entered_as IN ('landlord_staff', 'facilitator')),
    entered_by BLOB CONSTRAINT amendment_entry_entered_by REFERENCES account (id)
) STRICT;

-- A comment on an amendment stands on the first clause of it, and in no thread of that clause.
ALTER TABLE comment ADD COLUMN amendment_id BLOB CONSTRAINT comment_amendment REFERENCES amendment (id);
-- A thread that one college alone reads.
ALTER TABLE comment ADD COLUMN college TEXT CONSTRAINT comment_college CHECK (college IN ('tenants', 'associations', 'landlord'));
CREATE INDEX comment_by_amendment ON comment (amendment_id, created_at) WHERE amendment_id IS NOT NULL;
