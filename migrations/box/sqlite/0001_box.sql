-- The ballot box and the register of one election, in a database of its own.
-- Same tables, columns and constraint names in both folders; only the types differ.

-- What was sealed: one row, never changed.
CREATE TABLE sealed (
    id INTEGER NOT NULL CONSTRAINT sealed_pk PRIMARY KEY CONSTRAINT sealed_one CHECK (id = 1),
    handle TEXT NOT NULL,
    -- The time that every record of the archive repeats.
    seconds INTEGER NOT NULL,
    opens_at TEXT NOT NULL,
    closes_at TEXT NOT NULL,
    rules TEXT NOT NULL,
    about TEXT NOT NULL,
    -- The secret that promises are signed with.
    promise_key BLOB NOT NULL,
    sealed_at TEXT NOT NULL
) STRICT;

-- How far the public board has come: one row.
CREATE TABLE board (
    id INTEGER NOT NULL CONSTRAINT board_pk PRIMARY KEY CONSTRAINT board_one CHECK (id = 1),
    -- Bytes of the archive so far.
    size INTEGER NOT NULL,
    -- Ballots in it.
    ballots INTEGER NOT NULL,
    -- Ballots taken after the hour of closing, of voters whose codes were accepted before it.
    late INTEGER NOT NULL,
    -- The last event: its height and its hash in hexadecimal.
    height INTEGER NOT NULL,
    head TEXT NOT NULL,
    -- The last publication, or the sealing.
    published_at TEXT NOT NULL,
    -- When the vote ended; nothing is taken afterwards.
    frozen_at TEXT,
    -- Whether what deletions left behind was wiped since.
    tidy INTEGER NOT NULL
) STRICT;

-- The register: one row for each line of the roll, made at sealing, changed by a vote and never added.
CREATE TABLE mark (
    line BLOB NOT NULL CONSTRAINT mark_pk PRIMARY KEY,
    tag BLOB NOT NULL CONSTRAINT mark_tag UNIQUE,
    how TEXT NOT NULL CONSTRAINT mark_how CHECK (how IN ('none', 'online', 'box', 'post'))
) STRICT, WITHOUT ROWID;

-- Ballots that wait to be published together.
CREATE TABLE pending (
    tracking TEXT NOT NULL CONSTRAINT pending_pk PRIMARY KEY,
    credential TEXT NOT NULL CONSTRAINT pending_credential UNIQUE,
    ballot BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Tracking numbers of ballots that were opened for an audit: never to be cast.
CREATE TABLE spoiled (
    tracking TEXT NOT NULL CONSTRAINT spoiled_pk PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- The archive, event by event: setup, ballots, end of the vote.
CREATE TABLE published (
    height INTEGER NOT NULL CONSTRAINT published_pk PRIMARY KEY,
    -- Where it begins in the archive.
    start INTEGER NOT NULL CONSTRAINT published_start UNIQUE,
    -- Absent of what is no ballot.
    tracking TEXT CONSTRAINT published_tracking UNIQUE,
    credential TEXT,
    bytes BLOB NOT NULL
) STRICT;

-- The board after each publication: what monitors keep and promises name.
CREATE TABLE head (
    height INTEGER NOT NULL CONSTRAINT head_pk PRIMARY KEY,
    hash TEXT NOT NULL,
    size INTEGER NOT NULL,
    published_at TEXT NOT NULL
) STRICT;
