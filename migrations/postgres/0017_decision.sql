-- What became of comments, what was voted, the merge draft and the versions made of it.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- An argument that comments on a clause bring, in one sentence; public.
CREATE TABLE clause_argument (
    id UUID NOT NULL CONSTRAINT clause_argument_pk PRIMARY KEY,
    text_id UUID NOT NULL CONSTRAINT clause_argument_text REFERENCES text (id),
    clause_id UUID NOT NULL CONSTRAINT clause_argument_clause REFERENCES clause (id),
    words TEXT NOT NULL CONSTRAINT clause_argument_words CHECK (words <> ''),
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT clause_argument_once UNIQUE (clause_id, words)
);

-- What became of a comment on a clause, and of the answers to it; public.
CREATE TABLE comment_fate (
    comment_id UUID NOT NULL CONSTRAINT comment_fate_pk PRIMARY KEY CONSTRAINT comment_fate_comment REFERENCES comment (id),
    fate TEXT NOT NULL CONSTRAINT comment_fate_fate CHECK (fate IN ('argument', 'amendment', 'no_change')),
    argument_id UUID CONSTRAINT comment_fate_argument REFERENCES clause_argument (id),
    amendment_id UUID CONSTRAINT comment_fate_amendment REFERENCES amendment (id),
    reason TEXT NOT NULL,
    -- Absent where it is the rules themselves: an amendment that somebody made of it.
    said_by UUID CONSTRAINT comment_fate_said_by REFERENCES account (id),
    said_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT comment_fate_named CHECK ((fate = 'argument') = (argument_id IS NOT NULL) AND (fate = 'amendment') = (amendment_id IS NOT NULL)),
    CONSTRAINT comment_fate_reasoned CHECK (fate <> 'no_change' OR reason <> '')
);
CREATE INDEX comment_fate_by_argument ON comment_fate (argument_id);
CREATE INDEX comment_fate_by_amendment ON comment_fate (amendment_id);

-- An amendment that was begun from a comment.
CREATE TABLE amendment_of_comment (
    amendment_id UUID NOT NULL CONSTRAINT amendment_of_comment_pk PRIMARY KEY CONSTRAINT amendment_of_comment_amendment REFERENCES amendment (id),
    comment_id UUID NOT NULL CONSTRAINT amendment_of_comment_comment REFERENCES comment (id)
);
CREATE INDEX amendment_of_comment_by_comment ON amendment_of_comment (comment_id);

-- Amendments that cannot stand together, as the engine found them: voted as alternatives.
CREATE TABLE amendment_bundle (
    id UUID NOT NULL CONSTRAINT amendment_bundle_pk PRIMARY KEY,
    version_id UUID NOT NULL CONSTRAINT amendment_bundle_version REFERENCES text_version (id),
    place BIGINT NOT NULL,
    found_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT amendment_bundle_place UNIQUE (version_id, place)
);

CREATE TABLE amendment_alternative (
    bundle_id UUID NOT NULL CONSTRAINT amendment_alternative_bundle REFERENCES amendment_bundle (id),
    -- From 1: the furthest from the base is voted first.
    rank BIGINT NOT NULL,
    amendment_id UUID NOT NULL CONSTRAINT amendment_alternative_amendment REFERENCES amendment (id),
    CONSTRAINT amendment_alternative_pk PRIMARY KEY (bundle_id, rank),
    CONSTRAINT amendment_alternative_once UNIQUE (bundle_id, amendment_id)
);
CREATE INDEX amendment_alternative_by_amendment ON amendment_alternative (amendment_id);

-- A vote on a bundle, or on one amendment: in a meeting, or with a consultation for the tenants.
CREATE TABLE amendment_vote (
    id UUID NOT NULL CONSTRAINT amendment_vote_pk PRIMARY KEY,
    version_id UUID NOT NULL CONSTRAINT amendment_vote_version REFERENCES text_version (id),
    bundle_id UUID CONSTRAINT amendment_vote_bundle REFERENCES amendment_bundle (id),
    held_on DATE NOT NULL,
    place TEXT NOT NULL CONSTRAINT amendment_vote_held_at CHECK (place <> ''),
    consultation_id UUID CONSTRAINT amendment_vote_consultation REFERENCES consultation (id),
    -- What was said of it; public.
    reason TEXT NOT NULL,
    recorded_by UUID CONSTRAINT amendment_vote_recorded_by REFERENCES account (id),
    recorded_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT amendment_vote_once UNIQUE (bundle_id)
);
CREATE INDEX amendment_vote_by_version ON amendment_vote (version_id, recorded_at);

CREATE TABLE amendment_vote_college (
    vote_id UUID NOT NULL CONSTRAINT amendment_vote_college_vote REFERENCES amendment_vote (id),
    amendment_id UUID NOT NULL CONSTRAINT amendment_vote_college_amendment REFERENCES amendment (id),
    college TEXT NOT NULL CONSTRAINT amendment_vote_college_college CHECK (college IN ('tenants', 'associations', 'landlord')),
    ayes BIGINT NOT NULL CONSTRAINT amendment_vote_college_ayes CHECK (ayes >= 0),
    noes BIGINT NOT NULL CONSTRAINT amendment_vote_college_noes CHECK (noes >= 0),
    abstentions BIGINT NOT NULL CONSTRAINT amendment_vote_college_abstentions CHECK (abstentions >= 0),
    CONSTRAINT amendment_vote_college_pk PRIMARY KEY (vote_id, amendment_id, college)
);
CREATE INDEX amendment_vote_college_by_amendment ON amendment_vote_college (amendment_id);

-- Words changed in the merge draft of a version outside any amendment.
CREATE TABLE merge_touch (
    id UUID NOT NULL CONSTRAINT merge_touch_pk PRIMARY KEY,
    version_id UUID NOT NULL CONSTRAINT merge_touch_version REFERENCES text_version (id),
    place BIGINT NOT NULL,
    -- It may be a clause that the draft adds: no row of its own yet.
    clause_id UUID NOT NULL,
    -- Why; public.
    label TEXT NOT NULL CONSTRAINT merge_touch_label CHECK (label <> ''),
    author_role TEXT NOT NULL CONSTRAINT merge_touch_author_role CHECK (author_role IN ('facilitator')),
    hunks JSONB NOT NULL,
    written_by UUID CONSTRAINT merge_touch_written_by REFERENCES account (id),
    written_at TIMESTAMPTZ NOT NULL,
    undone_by UUID CONSTRAINT merge_touch_undone_by REFERENCES account (id),
    undone_at TIMESTAMPTZ,
    CONSTRAINT merge_touch_place UNIQUE (version_id, place)
);

-- A version that was made of the decisions on the one before.
CREATE TABLE merge_round (
    version_id UUID NOT NULL CONSTRAINT merge_round_pk PRIMARY KEY CONSTRAINT merge_round_version REFERENCES text_version (id),
    base_id UUID NOT NULL CONSTRAINT merge_round_base REFERENCES text_version (id),
    merged_by UUID CONSTRAINT merge_round_merged_by REFERENCES account (id),
    merged_at TIMESTAMPTZ NOT NULL,
    -- Two who merge at once: one wins.
    CONSTRAINT merge_round_once UNIQUE (base_id)
);

-- The amendments of which something was decided in a round.
CREATE TABLE merge_round_amendment (
    amendment_id UUID NOT NULL CONSTRAINT merge_round_amendment_pk PRIMARY KEY CONSTRAINT merge_round_amendment_amendment REFERENCES amendment (id),
    version_id UUID NOT NULL CONSTRAINT merge_round_amendment_version REFERENCES text_version (id)
);
CREATE INDEX merge_round_amendment_by_version ON merge_round_amendment (version_id);

-- Clauses that amendments removed from a version, or put elsewhere in it.
CREATE TABLE clause_moved (
    version_id UUID NOT NULL CONSTRAINT clause_moved_version REFERENCES text_version (id),
    clause_id UUID NOT NULL CONSTRAINT clause_moved_clause REFERENCES clause (id),
    amendment_id UUID NOT NULL CONSTRAINT clause_moved_amendment REFERENCES amendment (id),
    removed BOOLEAN NOT NULL,
    CONSTRAINT clause_moved_pk PRIMARY KEY (version_id, clause_id, amendment_id)
);
