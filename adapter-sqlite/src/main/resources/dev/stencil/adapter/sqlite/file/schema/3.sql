-- Accounts under somebody's care. The defaults are those of an account that nobody took care of yet.

-- An account that is being deleted is not active and not disabled.
ALTER TABLE users ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0;
-- JSON: ["<role>", ...], sorted.
ALTER TABLE users ADD COLUMN roles TEXT NOT NULL DEFAULT '[]';
-- SHA-256 of a token that sets a new password, when it expires, and the epoch that it was handed out in. Or all NULL.
ALTER TABLE users ADD COLUMN reset_hash TEXT;
ALTER TABLE users ADD COLUMN reset_expires INTEGER;
ALTER TABLE users ADD COLUMN reset_epoch INTEGER;

CREATE INDEX users_by_state ON users (active, disabled, key);
DROP INDEX users_closed;

-- Index of the accounts that have roles. Triggers keep it, so that no statement can forget it.
CREATE TABLE roles (
    role     TEXT    NOT NULL,
    active   INTEGER NOT NULL,
    disabled INTEGER NOT NULL,
    key      TEXT    NOT NULL,
    user     TEXT    NOT NULL,
    PRIMARY KEY (role, active, disabled, key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER roles_of_new AFTER INSERT ON users WHEN new.roles <> '[]' BEGIN
    INSERT INTO roles SELECT value, new.active, new.disabled, new.key, new.id FROM json_each(new.roles);
END;

CREATE TRIGGER roles_of_changed AFTER UPDATE ON users WHEN old.roles <> '[]' OR new.roles <> '[]' BEGIN
    DELETE FROM roles WHERE role IN (SELECT value FROM json_each(old.roles))
        AND active = old.active AND disabled = old.disabled AND key = old.key;
    INSERT INTO roles SELECT value, new.active, new.disabled, new.key, new.id FROM json_each(new.roles);
END;

CREATE TRIGGER roles_of_deleted AFTER DELETE ON users WHEN old.roles <> '[]' BEGIN
    DELETE FROM roles WHERE role IN (SELECT value FROM json_each(old.roles))
        AND active = old.active AND disabled = old.disabled AND key = old.key;
END;

-- Has a row while the database is open for writing, and after a crash: the file is not whole then without its log.
CREATE TABLE open_mark (
    -- The schema_version that the file had. In SQLite's own copies, which are whole, it is another.
    schema INTEGER NOT NULL
) STRICT;
