-- Ids are the 24 hexadecimal digits that are also shown outside: rows can be read and searched by hand, and nothing is
-- converted on the way. 12 bytes instead would save 7 % of a file of small templates.
-- Times are whole milliseconds since 1970.

CREATE TABLE users (
    id            TEXT    NOT NULL PRIMARY KEY,
    -- The name as it is compared. Adopted names that share one: the oldest account holds it, each other has
    -- "<key> NUL <id>".
    key           TEXT    NOT NULL UNIQUE,
    name          TEXT    NOT NULL,
    password_hash TEXT    NOT NULL,
    created       INTEGER NOT NULL,
    updated       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE templates (
    id          TEXT    NOT NULL PRIMARY KEY,
    owner       TEXT    NOT NULL,
    -- Equal for contents that are equal as JSON. NULL for adopted content that JSON cannot express.
    fingerprint TEXT,
    -- The fingerprint. Adopted duplicates: the youngest holds it, each other has "<fingerprint>:<id>". Without a
    -- fingerprint: "opaque:<id>".
    key         TEXT    NOT NULL,
    version     INTEGER NOT NULL,
    created     INTEGER NOT NULL,
    updated     INTEGER NOT NULL,
    -- Compact JSON. Last, because it may be long: what stands before it is read without it.
    content     TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX templates_by_key ON templates (owner, key);

-- Page after page.
CREATE INDEX templates_by_place ON templates (owner, created, id);

-- The oldest of those with equal content.
CREATE INDEX templates_by_content ON templates (owner, fingerprint, created, id);
