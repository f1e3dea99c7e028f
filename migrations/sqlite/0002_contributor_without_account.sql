-- A contributor may be without an account: she spoke in a meeting, or her account was deleted.
-- SQLite cannot change a column, so the table is made again; the references to it are checked at
-- the end of the transaction.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE contributor_before AS SELECT * FROM contributor;
DROP TABLE contributor;
CREATE TABLE contributor (
    id BLOB NOT NULL CONSTRAINT contributor_pk PRIMARY KEY,
    account_id BLOB CONSTRAINT contributor_account REFERENCES account (id),
    landlord_id BLOB NOT NULL CONSTRAINT contributor_landlord REFERENCES landlord (id),
    -- Chosen before the first words; absent while the person has only supported others.
    name TEXT,
    -- The name folded for comparison: nobody takes a neighbour's name. Absent without an account.
    name_key TEXT,
    -- Shown only if the person wants it.
    estate_id BLOB CONSTRAINT contributor_estate REFERENCES estate (id),
    CONSTRAINT contributor_once UNIQUE (account_id, landlord_id),
    CONSTRAINT contributor_name UNIQUE (landlord_id, name_key),
    CONSTRAINT contributor_name_folded CHECK (account_id IS NULL OR (name IS NULL) = (name_key IS NULL))
) STRICT;
INSERT INTO contributor (id, account_id, landlord_id, name, name_key, estate_id)
    SELECT id, account_id, landlord_id, name, name_key, estate_id FROM contributor_before;
DROP TABLE contributor_before;
