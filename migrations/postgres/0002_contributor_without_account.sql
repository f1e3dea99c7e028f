-- A contributor may be without an account: she spoke in a meeting, or her account was deleted.
ALTER TABLE contributor ALTER COLUMN account_id DROP NOT NULL;
ALTER TABLE contributor DROP CONSTRAINT contributor_name_folded;
ALTER TABLE contributor ADD CONSTRAINT contributor_name_folded
    CHECK (account_id IS NULL OR (name IS NULL) = (name_key IS NULL));
