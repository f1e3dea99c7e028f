-- The ballot box and the register of one election, in a database of its own.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- What was sealed: one row, never changed.
CREATE TABLE sealed (
    id BIGINT NOT NULL CONSTRAINT sealed_pk PRIMARY KEY CONSTRAINT sealed_one CHECK (id = 1),
    handle TEXT NOT NULL,
    -- The time that every record of the archive repeats.
    seconds BIGINT NOT NULL,
    opens_at TIMESTAMPTZ NOT NULL,
    closes_at TIMESTAMPTZ NOT NULL,
    rules JSONB NOT NULL,
    about JSONB NOT NULL,
    -- The secret that promises are signed with.
    promise_key BYTEA NOT NULL,
    sealed_at TIMESTAMPTZ NOT NULL
);

-- How far the public board has come: one row.
CREATE TABLE board (
    id BIGINT NOT NULL CONSTRAINT board_pk PRIMARY KEY CONSTRAINT board_one CHECK (id = 1),
    -- Bytes of the archive so far.
    size BIGINT NOT NULL,
    -- Ballots in it.
    ballots BIGINT NOT NULL,
    -- Ballots taken after the hour of closing, of voters whose codes were accepted before it.
    late BIGINT NOT NULL,
    -- The last event: its height and its hash in hexadecimal.
    height BIGINT NOT NULL,
    head TEXT NOT NULL,
    -- The last publication, or the sealing.
    published_at TIMESTAMPTZ NOT NULL,
    -- When the vote ended; nothing is taken afterwards.
    frozen_at TIMESTAMPTZ,
    -- Whether what deletions left behind was wiped since.
    tidy BOOLEAN NOT NULL
);

-- The register: one row for each line of the roll, made at sealing, changed by a vote and never added.
CREATE TABLE mark (
    line UUID NOT NULL CONSTRAINT mark_pk PRIMARY KEY,
    tag BYTEA NOT NULL CONSTRAINT mark_tag UNIQUE,
    how TEXT NOT NULL CONSTRAINT mark_how CHECK (how IN ('none', 'online', 'box', 'post'))
);

-- Ballots that wait to be published together.
CREATE TABLE pending (
    tracking TEXT COLLATE "C" NOT NULL CONSTRAINT pending_pk PRIMARY KEY,
    credential TEXT NOT NULL CONSTRAINT pending_credential UNIQUE,
    ballot BYTEA NOT NULL
);

-- Tracking numbers of ballots that were opened for an audit: never to be cast.
CREATE TABLE spoiled (
    tracking TEXT COLLATE "C" NOT NULL CONSTRAINT spoiled_pk PRIMARY KEY
);

-- The archive, event by event: setup, ballots, end of the vote.
CREATE TABLE published (
    height BIGINT NOT NULL CONSTRAINT published_pk PRIMARY KEY,
    -- Where it begins in the archive.
    start BIGINT NOT NULL CONSTRAINT published_start UNIQUE,
    -- Absent of what is no ballot.
    tracking TEXT COLLATE "C" CONSTRAINT published_tracking UNIQUE,
    credential TEXT,
    bytes BYTEA NOT NULL
);

-- The board after each publication: what monitors keep and promises name.
CREATE TABLE head (
    height BIGINT NOT NULL CONSTRAINT head_pk PRIMARY KEY,
    hash TEXT NOT NULL,
    size BIGINT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL
);
