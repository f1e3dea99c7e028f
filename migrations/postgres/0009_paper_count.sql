-- Paper: how many envelopes came each day, what two operators counted, what was settled, and the
-- letters that ask a lot of online marks. Names and marks are in the box of the election, not here.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE paper_received (
    election_id UUID NOT NULL CONSTRAINT paper_received_election REFERENCES election (id),
    day DATE NOT NULL,
    -- Postal envelopes that came on that day, still sealed.
    envelopes BIGINT NOT NULL,
    noted_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT paper_received_pk PRIMARY KEY (election_id, day)
);

-- What an operator counted; the two of a round are shown once both are there, and never changed.
CREATE TABLE paper_sheet (
    election_id UUID NOT NULL CONSTRAINT paper_sheet_election REFERENCES election (id),
    -- From 1; one more each time that a settled count is reopened.
    round BIGINT NOT NULL,
    place BIGINT NOT NULL CONSTRAINT paper_sheet_place CHECK (place IN (1, 2)),
    -- Absent once the account was deleted.
    account_id UUID CONSTRAINT paper_sheet_account REFERENCES account (id),
    -- The figures, as one document; lists in the drawn order.
    sheet JSONB NOT NULL,
    sent_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT paper_sheet_pk PRIMARY KEY (election_id, round, place),
    CONSTRAINT paper_sheet_one_each UNIQUE (election_id, round, account_id)
);
CREATE INDEX paper_sheet_by_account ON paper_sheet (account_id);

CREATE TABLE paper_settlement (
    election_id UUID NOT NULL CONSTRAINT paper_settlement_election REFERENCES election (id),
    round BIGINT NOT NULL,
    -- What paper gives to the record, as one document.
    outcome JSONB NOT NULL,
    -- Why these figures; empty where both operators counted the same and the register agreed.
    reason TEXT NOT NULL,
    settled_by UUID CONSTRAINT paper_settlement_settled_by REFERENCES account (id),
    settled_at TIMESTAMPTZ NOT NULL,
    -- Why it was counted again; absent of what stands.
    reopened_why TEXT,
    reopened_by UUID CONSTRAINT paper_settlement_reopened_by REFERENCES account (id),
    reopened_at TIMESTAMPTZ,
    CONSTRAINT paper_settlement_pk PRIMARY KEY (election_id, round),
    CONSTRAINT paper_settlement_reopened CHECK ((reopened_why IS NULL) = (reopened_at IS NULL))
);
CREATE INDEX paper_settlement_by_settler ON paper_settlement (settled_by);
CREATE INDEX paper_settlement_by_reopener ON paper_settlement (reopened_by);

-- The draw of the online marks that are asked by letter: with the seed anybody draws their ranks again.
CREATE TABLE mark_letter_draw (
    election_id UUID NOT NULL CONSTRAINT mark_letter_draw_pk PRIMARY KEY CONSTRAINT mark_letter_draw_election REFERENCES election (id),
    seed TEXT NOT NULL,
    -- Where the seed came from, and before whom it was drawn.
    source TEXT NOT NULL,
    -- Online marks of the register.
    marks BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    yes BIGINT NOT NULL,
    no BIGINT NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL,
    CONSTRAINT mark_letter_draw_sums CHECK (yes >= 0 AND no >= 0 AND yes + no <= asked)
);
