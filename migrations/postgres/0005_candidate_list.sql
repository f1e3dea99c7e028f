-- Candidate lists: who files them, who stands on them, what the commission ruled, in which order they
-- are shown. And the days on which steps of the calendar were done that the platform does not see.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE candidate_list (
    id UUID NOT NULL CONSTRAINT candidate_list_pk PRIMARY KEY,
    election_id UUID NOT NULL CONSTRAINT candidate_list_election REFERENCES election (id),
    -- Whose delegates file it; absent for a paper list of an association that is not known here.
    association_id UUID CONSTRAINT candidate_list_association REFERENCES association (id),
    state TEXT NOT NULL CONSTRAINT candidate_list_state CHECK (state IN ('draft', 'filed', 'admitted', 'refused')),
    title TEXT NOT NULL,
    -- The code of the national body that it names, as it was typed.
    national_body TEXT NOT NULL,
    -- Whether the association declares itself independent.
    independent BOOLEAN NOT NULL,
    -- What proves the affiliation.
    proof_id UUID CONSTRAINT candidate_list_proof REFERENCES upload (id),
    -- The campaign statement, in Markdown.
    statement TEXT NOT NULL,
    -- Who handed it in, for a list on paper that the officer entered; empty otherwise.
    handed_in_by TEXT NOT NULL,
    -- The day on which it was received.
    received_on DATE,
    filed_at TIMESTAMPTZ,
    -- The receipt: what was filed, byte for byte. Its SHA-256 is on the receipt.
    receipt_id UUID CONSTRAINT candidate_list_receipt REFERENCES upload (id),
    -- Why it was admitted or refused: public.
    reason TEXT NOT NULL,
    ruled_at TIMESTAMPTZ,
    -- Its place in the order that was drawn, from 1.
    place BIGINT,
    created_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT candidate_list_filed CHECK ((state = 'draft') = (receipt_id IS NULL) AND (receipt_id IS NULL) = (filed_at IS NULL) AND (filed_at IS NULL) = (received_on IS NULL)),
    CONSTRAINT candidate_list_ruled CHECK ((state IN ('admitted', 'refused')) = (ruled_at IS NOT NULL)),
    CONSTRAINT candidate_list_place CHECK (place IS NULL OR state = 'admitted')
);
CREATE INDEX candidate_list_by_election ON candidate_list (election_id, created_at);

CREATE TABLE candidate (
    list_id UUID NOT NULL CONSTRAINT candidate_list_it_is_on REFERENCES candidate_list (id),
    -- From 1: the order of seats.
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    sex TEXT CONSTRAINT candidate_sex CHECK (sex IN ('woman', 'man')),
    birth_date DATE,
    -- The reference of the lease, as it was typed.
    lease TEXT NOT NULL,
    payment TEXT CONSTRAINT candidate_payment CHECK (payment IN ('last_receipt', 'partial_receipt', 'court_decision', 'repayment_plan')),
    -- Whether delays that were granted are kept to.
    kept BOOLEAN NOT NULL,
    -- Whether she declares that nothing bars her from a board.
    unbarred BOOLEAN NOT NULL,
    -- Her signed form.
    form_id UUID CONSTRAINT candidate_form REFERENCES upload (id),
    CONSTRAINT candidate_pk PRIMARY KEY (list_id, place)
);

-- The draw of the order of lists: with the seed anybody draws it again.
CREATE TABLE list_draw (
    election_id UUID NOT NULL CONSTRAINT list_draw_pk PRIMARY KEY CONSTRAINT list_draw_election REFERENCES election (id),
    seed TEXT NOT NULL,
    -- Where the seed came from, and before whom it was drawn.
    source TEXT NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL
);

-- When a step of the calendar was done, as the officer says.
CREATE TABLE calendar_day (
    election_id UUID NOT NULL CONSTRAINT calendar_day_election REFERENCES election (id),
    step TEXT NOT NULL,
    done_on DATE NOT NULL,
    CONSTRAINT calendar_day_pk PRIMARY KEY (election_id, step)
);
