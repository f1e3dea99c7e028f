-- Postal envelopes on the table of the tally board, and the letters that ask « did you vote? ».
-- Same tables, columns and constraint names in both folders; only the types differ.

-- An envelope that was entered after the vote was frozen.
CREATE TABLE envelope (
    -- From 1, as they are entered.
    number BIGINT NOT NULL CONSTRAINT envelope_pk PRIMARY KEY,
    -- Its line of the register; absent of somebody who is not on the roll. No constraint refers to it:
    -- the register is written anew before a copy leaves.
    line UUID,
    -- The number that stands on it.
    typed TEXT NOT NULL,
    verdict TEXT NOT NULL CONSTRAINT envelope_verdict CHECK (verdict IN ('accepted', 'double', 'late', 'unsigned', 'unknown')),
    CONSTRAINT envelope_known CHECK ((verdict = 'unknown') = (line IS NULL))
);
CREATE INDEX envelope_by_line ON envelope (line);
CREATE INDEX envelope_by_typed ON envelope (typed);

-- A line marked online that is written to.
CREATE TABLE mark_letter (
    -- Its place among the letters, from 1.
    place BIGINT NOT NULL CONSTRAINT mark_letter_pk PRIMARY KEY,
    -- Its rank among the online marks, from 1.
    rank BIGINT NOT NULL CONSTRAINT mark_letter_rank UNIQUE,
    line UUID NOT NULL,
    answer TEXT NOT NULL CONSTRAINT mark_letter_answer CHECK (answer IN ('none', 'yes', 'no'))
);
