"""The tables, as numbered steps from nothing. Never change a step that was released: add one, and raise SCHEMA.

In every table `person` is `people.number`, never used again once erased; times are microseconds since 1970 in UTC.
Columns called key, address, settings, session, fields and body are encrypted; `lookup` is a keyed hash.
"""

from __future__ import annotations

import os

from sqlite_utils import Database, Migrations

from storage.connection import Connection

APPLICATION = 0x54414E44  # "TAND" in the file's header tells our files from others
SCHEMA = 5

steps = Migrations("tandem")

_FIRST = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    number INTEGER PRIMARY KEY AUTOINCREMENT, lookup BLOB NOT NULL UNIQUE, channel TEXT NOT NULL, key BLOB NOT NULL,
    address BLOB NOT NULL, settings BLOB NOT NULL, gone INTEGER NOT NULL DEFAULT 0, since INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    person INTEGER PRIMARY KEY REFERENCES people ON DELETE CASCADE, session BLOB NOT NULL, saved INTEGER NOT NULL
) STRICT;

CREATE TABLE records (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE, key TEXT NOT NULL,
    kind TEXT NOT NULL, script TEXT NOT NULL, version INTEGER NOT NULL, fields BLOB NOT NULL, at INTEGER NOT NULL,
    UNIQUE (person, key)
) STRICT;
CREATE INDEX records_newest ON records (person, at);

CREATE TABLE follow_ups (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    due INTEGER NOT NULL, script TEXT NOT NULL, UNIQUE (person, due, script)
) STRICT;
CREATE INDEX follow_ups_due ON follow_ups (due);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY, person INTEGER REFERENCES people ON DELETE CASCADE,
    body BLOB NOT NULL, nudge INTEGER NOT NULL, at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_person ON outbox (person);

CREATE TABLE updates (id INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;

CREATE TABLE sent (
    person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE, message INTEGER NOT NULL, token TEXT,
    at INTEGER NOT NULL, PRIMARY KEY (person, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_token ON sent (person, token) WHERE token IS NOT NULL;
"""

_ABOUT = """
ALTER TABLE follow_ups RENAME TO follow_ups_before;
CREATE TABLE follow_ups (
    id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people ON DELETE CASCADE,
    due INTEGER NOT NULL, script TEXT NOT NULL, about TEXT NOT NULL, UNIQUE (person, due, script, about)
) STRICT;
INSERT INTO follow_ups (id, person, due, script, about) SELECT id, person, due, script, '' FROM follow_ups_before;
DROP TABLE follow_ups_before;
CREATE INDEX follow_ups_due ON follow_ups (due);
"""


@steps()
def m001_first_tables(db: Database) -> None:
    """People, where they are, what they kept, what waits to be sent, what was seen."""
    db.executescript(_FIRST)  # keeps to the open transaction, unlike sqlite3's own
    db.execute(
        "INSERT INTO meta (name, value) VALUES ('origin', ?)", [os.urandom(16)]
    )  # tells a backup's own file from another


_SECOND = """
ALTER TABLE people ADD COLUMN look INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN warned INTEGER;
CREATE INDEX people_look ON people (look);

ALTER TABLE records ADD COLUMN fades INTEGER;
CREATE INDEX records_fading ON records (fades) WHERE fades IS NOT NULL;
"""


@steps()
def m002_what_goes_by_itself(db: Database) -> None:
    """When to look whether something of a person's is to go, and which records are to lose words."""
    db.executescript(_SECOND)


@steps()
def m003_what_a_follow_up_is_about(db: Database) -> None:
    """Which record a promise to come back is about."""
    db.executescript(_ABOUT)


_FOURTH = """
CREATE TABLE nudges (person INTEGER PRIMARY KEY REFERENCES people ON DELETE CASCADE, due INTEGER NOT NULL) STRICT;
CREATE INDEX nudges_due ON nudges (due);
CREATE INDEX outbox_nudges ON outbox (id) WHERE nudge = 1;
"""


@steps()
def m004_nudges(db: Database) -> None:
    """When each person's next nudge is due."""
    db.executescript(_FOURTH)


_FIFTH = """
ALTER TABLE people ADD COLUMN clear_after INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sent ADD COLUMN due INTEGER;
CREATE INDEX sent_due ON sent (due) WHERE due IS NOT NULL;
"""


@steps()
def m005_clearing_chats(db: Database) -> None:
    """After how many hours a person's chat is cleared, and when each message is due."""
    db.executescript(_FIFTH)


def migrate(connection: Connection) -> None:
    """Brings the tables up to date, inside the batch that is open."""
    steps.apply(Database(connection.raw, execute_plugins=False))
    connection.run(f"PRAGMA application_id = {APPLICATION}")
    connection.run(f"PRAGMA user_version = {SCHEMA}")
