-- Accounts that change: which of their sessions and tokens count. The defaults say that all do.

ALTER TABLE users ADD COLUMN active INTEGER NOT NULL DEFAULT 1;
ALTER TABLE users ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0;
-- The id of a session that outlives its epoch, or NULL.
ALTER TABLE users ADD COLUMN survivor TEXT;
-- In whole seconds since 1970.
ALTER TABLE users ADD COLUMN revoked_until INTEGER NOT NULL DEFAULT 0;

-- Few, and none most of the time.
CREATE INDEX users_closed ON users (id) WHERE active = 0;

CREATE TABLE sessions (
    user         TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    epoch        INTEGER NOT NULL,
    address      TEXT    NOT NULL,
    user_agent   TEXT    NOT NULL,
    -- SHA-256 of the secrets of the refresh token: no token is kept.
    family_hash  TEXT    NOT NULL,
    current_hash TEXT    NOT NULL,
    -- JSON: [["<hash>", "<salt>", <time>], ...], at most four.
    rotations    TEXT    NOT NULL,
    created      INTEGER NOT NULL,
    last_used    INTEGER NOT NULL,
    expires      INTEGER NOT NULL,
    PRIMARY KEY (user, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_expiry ON sessions (expires);

-- Tokens of the original that were logged out: they belong to no session that could be removed.
CREATE TABLE revoked_tokens (
    user    TEXT    NOT NULL,
    token   TEXT    NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (user, token)
) STRICT, WITHOUT ROWID;

CREATE INDEX revoked_tokens_by_expiry ON revoked_tokens (expires);

-- What accounts leave for half a minute after they were deleted.
CREATE TABLE tombstones (
    user    TEXT    NOT NULL PRIMARY KEY,
    deleted INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX tombstones_by_time ON tombstones (deleted);
