-- Finding words, and who proposed which. Same tables, columns and constraint names in both folders;
-- the index over the terms is each engine's own.

-- Which amendment brought which words of a clause; no row for words of the first version.
CREATE TABLE revision_provenance (
    revision_id UUID NOT NULL CONSTRAINT revision_provenance_pk PRIMARY KEY CONSTRAINT revision_provenance_of REFERENCES clause_revision (id),
    -- Ranges of tokens, each with its amendments, in order.
    spans JSONB NOT NULL
);

-- What is found by words: a comment, an amendment, or the words of a clause.
CREATE TABLE search_entry (
    place BIGINT NOT NULL CONSTRAINT search_entry_pk PRIMARY KEY,
    text_id UUID NOT NULL CONSTRAINT search_entry_text REFERENCES text (id),
    comment_id UUID CONSTRAINT search_entry_comment REFERENCES comment (id),
    amendment_id UUID CONSTRAINT search_entry_amendment REFERENCES amendment (id),
    revision_id UUID CONSTRAINT search_entry_revision REFERENCES clause_revision (id),
    -- Folded stems, with a space between two.
    terms TEXT NOT NULL,
    -- When it was written.
    at TIMESTAMPTZ NOT NULL,
    -- What it was when these terms were made: when it was last changed.
    seen TIMESTAMPTZ NOT NULL,
    CONSTRAINT search_entry_by_comment UNIQUE (comment_id),
    CONSTRAINT search_entry_by_amendment UNIQUE (amendment_id),
    CONSTRAINT search_entry_by_revision UNIQUE (revision_id),
    CONSTRAINT search_entry_one CHECK (CASE WHEN comment_id IS NULL THEN 0 ELSE 1 END + CASE WHEN amendment_id IS NULL THEN 0 ELSE 1 END + CASE WHEN revision_id IS NULL THEN 0 ELSE 1 END = 1)
);
CREATE INDEX search_entry_by_text ON search_entry (text_id, at);

-- How far a text's acts have been indexed.
CREATE TABLE search_state (
    text_id UUID NOT NULL CONSTRAINT search_state_pk PRIMARY KEY CONSTRAINT search_state_text REFERENCES text (id),
    head BIGINT NOT NULL
);

-- This engine's own index over the terms.
CREATE INDEX search_entry_terms ON search_entry USING gin (to_tsvector('simple', terms));
