-- Adoption by the colleges, and what the adopted text commits to.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- The rules of the adoption of a text, stored before it opens.
CREATE TABLE text_adoption_rules (
    text_id UUID NOT NULL CONSTRAINT text_adoption_rules_pk PRIMARY KEY CONSTRAINT text_adoption_rules_text REFERENCES text (id),
    -- Colleges, quorums, majorities, weights, as one document.
    rules JSONB NOT NULL,
    set_at TIMESTAMPTZ NOT NULL
);

-- A version that was put before the colleges.
CREATE TABLE adoption (
    version_id UUID NOT NULL CONSTRAINT adoption_pk PRIMARY KEY CONSTRAINT adoption_version REFERENCES text_version (id),
    text_id UUID NOT NULL CONSTRAINT adoption_text REFERENCES text (id),
    -- SHA-256 over its exported bytes: what is voted on.
    manifest BYTEA NOT NULL,
    -- The rules as they stood, as one document.
    rules JSONB NOT NULL,
    -- The associations that are asked and what their votes weigh, as one document.
    seats JSONB NOT NULL,
    -- Where the weights come from; public, empty where each has one vote.
    weights_from TEXT NOT NULL,
    opened_by UUID CONSTRAINT adoption_opened_by REFERENCES account (id),
    opened_at TIMESTAMPTZ NOT NULL,
    outcome TEXT CONSTRAINT adoption_outcome CHECK (outcome IN ('adopted', 'returned')),
    concluded_on DATE,
    concluded_by UUID CONSTRAINT adoption_concluded_by REFERENCES account (id),
    concluded_at TIMESTAMPTZ,
    CONSTRAINT adoption_concluded CHECK ((outcome IS NULL) = (concluded_at IS NULL) AND (outcome IS NULL) = (concluded_on IS NULL))
);
CREATE INDEX adoption_by_text ON adoption (text_id, opened_at);

-- The ballots of a college; after one without its quorum it votes again.
CREATE TABLE adoption_college (
    version_id UUID NOT NULL CONSTRAINT adoption_college_of REFERENCES adoption (version_id),
    college TEXT NOT NULL CONSTRAINT adoption_college_college CHECK (college IN ('tenants', 'associations', 'landlord')),
    place BIGINT NOT NULL CONSTRAINT adoption_college_place CHECK (place > 0),
    -- How it voted and what was counted, as one document.
    ballot JSONB NOT NULL,
    -- Public; the landlord's board always gives its reasons.
    statement TEXT NOT NULL,
    verdict TEXT NOT NULL CONSTRAINT adoption_college_verdict CHECK (verdict IN ('adopted', 'rejected', 'no_quorum')),
    kept_by UUID CONSTRAINT adoption_college_kept_by REFERENCES account (id),
    kept_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT adoption_college_pk PRIMARY KEY (version_id, college, place),
    CONSTRAINT adoption_college_reasoned CHECK (college <> 'landlord' OR statement <> '')
);

-- The clauses that a college refuses, and why: only these reopen.
CREATE TABLE adoption_refusal (
    version_id UUID NOT NULL CONSTRAINT adoption_refusal_of REFERENCES adoption (version_id),
    college TEXT NOT NULL CONSTRAINT adoption_refusal_college CHECK (college IN ('tenants', 'associations', 'landlord')),
    clause_id UUID NOT NULL CONSTRAINT adoption_refusal_clause REFERENCES clause (id),
    reason TEXT NOT NULL CONSTRAINT adoption_refusal_reason CHECK (reason <> ''),
    entered_by UUID CONSTRAINT adoption_refusal_entered_by REFERENCES account (id),
    entered_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT adoption_refusal_pk PRIMARY KEY (version_id, college, clause_id)
);

-- Who signed the adopted text, for whom.
CREATE TABLE adoption_signature (
    id UUID NOT NULL CONSTRAINT adoption_signature_pk PRIMARY KEY,
    version_id UUID NOT NULL CONSTRAINT adoption_signature_of REFERENCES adoption (version_id),
    college TEXT NOT NULL CONSTRAINT adoption_signature_college CHECK (college IN ('tenants', 'associations', 'landlord')),
    association_id UUID CONSTRAINT adoption_signature_association REFERENCES association (id),
    name TEXT NOT NULL CONSTRAINT adoption_signature_name CHECK (name <> ''),
    -- As what she signs: "présidente", "directeur général".
    capacity TEXT NOT NULL,
    signed_on DATE NOT NULL,
    entered_by UUID CONSTRAINT adoption_signature_entered_by REFERENCES account (id),
    entered_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT adoption_signature_for CHECK ((college = 'associations') = (association_id IS NOT NULL))
);
CREATE INDEX adoption_signature_by_version ON adoption_signature (version_id, entered_at);

-- What an adopted text commits to; it stays when a later version says it again.
CREATE TABLE commitment (
    id UUID NOT NULL CONSTRAINT commitment_pk PRIMARY KEY,
    text_id UUID NOT NULL CONSTRAINT commitment_text REFERENCES text (id),
    clause_id UUID NOT NULL CONSTRAINT commitment_clause REFERENCES clause (id),
    -- The adopted version that says it last, and its words there.
    version_id UUID NOT NULL CONSTRAINT commitment_version REFERENCES text_version (id),
    revision_id UUID NOT NULL CONSTRAINT commitment_revision REFERENCES clause_revision (id),
    owner TEXT NOT NULL,
    indicator TEXT NOT NULL,
    due_on DATE,
    state TEXT NOT NULL CONSTRAINT commitment_state CHECK (state IN ('planned', 'under_way', 'kept', 'given_up')),
    -- Why it was given up; public.
    reason TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    -- When a later version no longer said it.
    ended_at TIMESTAMPTZ,
    CONSTRAINT commitment_clause_once UNIQUE (clause_id),
    CONSTRAINT commitment_given_up CHECK ((state = 'given_up') = (reason <> ''))
);
CREATE INDEX commitment_by_text ON commitment (text_id, due_on);

-- What was reported of a commitment; public.
CREATE TABLE commitment_progress (
    commitment_id UUID NOT NULL CONSTRAINT commitment_progress_of REFERENCES commitment (id),
    place BIGINT NOT NULL,
    state TEXT NOT NULL CONSTRAINT commitment_progress_state CHECK (state IN ('planned', 'under_way', 'kept', 'given_up')),
    words TEXT NOT NULL,
    -- By what one sees it: a document, an address, a figure.
    evidence TEXT NOT NULL,
    reported_as TEXT NOT NULL CONSTRAINT commitment_progress_reported_as CHECK (reported_as IN ('landlord_staff', 'facilitator', 'process')),
    reported_by UUID CONSTRAINT commitment_progress_reported_by REFERENCES account (id),
    reported_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT commitment_progress_pk PRIMARY KEY (commitment_id, place),
    CONSTRAINT commitment_progress_shown CHECK (state <> 'kept' OR evidence <> '')
);

-- By when an adopted text is looked at again.
CREATE TABLE text_revision_due (
    text_id UUID NOT NULL CONSTRAINT text_revision_due_pk PRIMARY KEY CONSTRAINT text_revision_due_text REFERENCES text (id),
    version_id UUID NOT NULL CONSTRAINT text_revision_due_version REFERENCES text_version (id),
    due_on DATE NOT NULL
);
