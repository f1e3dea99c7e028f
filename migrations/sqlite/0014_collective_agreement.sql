-- Local collective agreements (law no 86-1290, article 42): their text and scope, who signed, when
-- tenants were asked, and what they answered in writing.
-- Same tables, columns and constraint names in both folders; only the types differ.

CREATE TABLE agreement (
    id BLOB NOT NULL CONSTRAINT agreement_pk PRIMARY KEY,
    landlord_id BLOB NOT NULL CONSTRAINT agreement_landlord REFERENCES landlord (id),
    way TEXT NOT NULL CONSTRAINT agreement_way CHECK (way IN ('signed', 'direct')),
    title TEXT NOT NULL,
    -- Markdown.
    body TEXT NOT NULL,
    -- When it was signed; absent where tenants are asked directly.
    signed_on TEXT,
    -- Valid votes in the last election; 0 when it is not said.
    valid_votes INTEGER NOT NULL,
    -- Tenants concerned whom the associations that signed bring together.
    tenants_signed INTEGER NOT NULL,
    -- For how many days after the last day names are kept beside answers.
    keep_days INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    CONSTRAINT agreement_numbers CHECK (valid_votes >= 0 AND tenants_signed >= 0 AND keep_days >= 0),
    CONSTRAINT agreement_signed CHECK (way = 'signed' OR signed_on IS NULL)
) STRICT;
CREATE INDEX agreement_by_landlord ON agreement (landlord_id, created_at);

-- What is concerned: an estate, a building or a dwelling.
CREATE TABLE agreement_part (
    agreement_id BLOB NOT NULL CONSTRAINT agreement_part_agreement REFERENCES agreement (id),
    place INTEGER NOT NULL,
    estate_id BLOB CONSTRAINT agreement_part_estate REFERENCES estate (id),
    building_id BLOB CONSTRAINT agreement_part_building REFERENCES building (id),
    dwelling_id BLOB CONSTRAINT agreement_part_dwelling REFERENCES dwelling (id),
    CONSTRAINT agreement_part_pk PRIMARY KEY (agreement_id, place),
    CONSTRAINT agreement_part_one CHECK (
        (CASE WHEN estate_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN building_id IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN dwelling_id IS NULL THEN 0 ELSE 1 END) = 1
    )
) STRICT;

-- An association that signed, with its affiliation as it was known that day.
CREATE TABLE agreement_signatory (
    agreement_id BLOB NOT NULL CONSTRAINT agreement_signatory_agreement REFERENCES agreement (id),
    association_id BLOB NOT NULL CONSTRAINT agreement_signatory_association REFERENCES association (id),
    -- The code of its national body; empty where it has none.
    national_body TEXT NOT NULL,
    -- Where that body sits, and for which day this is true.
    sits_at TEXT NOT NULL,
    as_of TEXT,
    -- Its votes in the last election.
    votes INTEGER NOT NULL CONSTRAINT agreement_signatory_votes CHECK (votes >= 0),
    CONSTRAINT agreement_signatory_pk PRIMARY KEY (agreement_id, association_id)
) STRICT;

-- A time that tenants were asked: the two months, the dwellings, and the count once it is closed.
CREATE TABLE agreement_round (
    agreement_id BLOB NOT NULL CONSTRAINT agreement_round_agreement REFERENCES agreement (id),
    round TEXT NOT NULL CONSTRAINT agreement_round_round CHECK (round IN ('first', 'second')),
    notified_on TEXT NOT NULL,
    last_day TEXT NOT NULL,
    dwellings INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    counted_at TEXT,
    agree INTEGER NOT NULL,
    disagree INTEGER NOT NULL,
    neither INTEGER NOT NULL,
    late INTEGER NOT NULL,
    contradictory INTEGER NOT NULL,
    -- When names and answers were erased; the count stays.
    erased_at TEXT,
    CONSTRAINT agreement_round_pk PRIMARY KEY (agreement_id, round),
    CONSTRAINT agreement_round_dates CHECK (last_day >= notified_on),
    CONSTRAINT agreement_round_erased CHECK (erased_at IS NULL OR counted_at IS NOT NULL)
) STRICT;

-- The dwellings that were asked: one answer each.
CREATE TABLE agreement_dwelling (
    agreement_id BLOB NOT NULL,
    round TEXT NOT NULL,
    dwelling_id BLOB NOT NULL CONSTRAINT agreement_dwelling_dwelling REFERENCES dwelling (id),
    CONSTRAINT agreement_dwelling_pk PRIMARY KEY (agreement_id, round, dwelling_id),
    CONSTRAINT agreement_dwelling_round FOREIGN KEY (agreement_id, round) REFERENCES agreement_round (agreement_id, round)
) STRICT;
CREATE INDEX agreement_dwelling_by_dwelling ON agreement_dwelling (dwelling_id);

-- What somebody answered in writing, for her dwelling. Two of one dwelling that say different things
-- are not counted until one of them is taken back.
CREATE TABLE agreement_answer (
    id BLOB NOT NULL CONSTRAINT agreement_answer_pk PRIMARY KEY,
    agreement_id BLOB NOT NULL,
    round TEXT NOT NULL,
    dwelling_id BLOB NOT NULL,
    person_id BLOB NOT NULL CONSTRAINT agreement_answer_person REFERENCES person (id),
    says TEXT NOT NULL CONSTRAINT agreement_answer_says CHECK (says IN ('yes', 'no', 'neither')),
    received_on TEXT NOT NULL,
    given_at TEXT NOT NULL,
    -- Her account, where she answered here; absent on paper, and once it was deleted.
    account_id BLOB CONSTRAINT agreement_answer_account REFERENCES account (id),
    -- On paper: how it came, the number under which the sheet or its scan is kept, who typed it, and
    -- the code of the slip.
    source TEXT CONSTRAINT agreement_answer_source CHECK (source IN ('meeting', 'paper', 'counter')),
    reference TEXT NOT NULL,
    entered_by BLOB CONSTRAINT agreement_answer_entered_by REFERENCES account (id),
    slip TEXT CONSTRAINT agreement_answer_slip UNIQUE,
    CONSTRAINT agreement_answer_once UNIQUE (agreement_id, round, dwelling_id, person_id),
    CONSTRAINT agreement_answer_dwelling FOREIGN KEY (agreement_id, round, dwelling_id) REFERENCES agreement_dwelling (agreement_id, round, dwelling_id),
    CONSTRAINT agreement_answer_on_paper CHECK ((source IS NULL) = (slip IS NULL))
) STRICT;
CREATE INDEX agreement_answer_by_person ON agreement_answer (person_id);
