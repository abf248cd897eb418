"""The tables, and the steps from each older version to the next; a step never drops what was stored."""

from __future__ import annotations

MIGRATIONS: tuple[str, ...] = (
    """
    -- Moments are microseconds since 1970, UTC. Of the JSON only what is searched for has a column beside it.
    CREATE TABLE answer (
        id TEXT PRIMARY KEY,
        server INTEGER,
        channel INTEGER,
        asker INTEGER NOT NULL,
        asked INTEGER NOT NULL,
        message INTEGER,
        unanswered INTEGER NOT NULL,
        asking TEXT NOT NULL,
        titles TEXT NOT NULL,
        answer TEXT NOT NULL
    ) STRICT;
    CREATE INDEX answer_server ON answer (server, unanswered, asked);
    CREATE INDEX answer_channel ON answer (channel);
    CREATE INDEX answer_asker ON answer (asker);
    CREATE INDEX answer_asked ON answer (asked);
    CREATE INDEX answer_message ON answer (message);

    CREATE TABLE vote (
        answer TEXT NOT NULL REFERENCES answer ON DELETE CASCADE,
        person INTEGER NOT NULL,
        helpful INTEGER NOT NULL,
        PRIMARY KEY (answer, person)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX vote_person ON vote (person);

    CREATE TABLE waiting (
        answer TEXT NOT NULL REFERENCES answer ON DELETE CASCADE,
        person INTEGER NOT NULL,
        PRIMARY KEY (answer, person)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX waiting_person ON waiting (person);

    CREATE TABLE thread (
        id INTEGER PRIMARY KEY,
        server INTEGER,
        begun INTEGER NOT NULL,
        scope TEXT NOT NULL
    ) STRICT;
    CREATE INDEX thread_server ON thread (server);
    CREATE INDEX thread_begun ON thread (begun);

    -- Server 0 stands for "in no server": a key cannot hold NULL, and no server has that id.
    CREATE TABLE news (
        person INTEGER NOT NULL,
        server INTEGER NOT NULL,
        moment INTEGER NOT NULL,
        PRIMARY KEY (person, server)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX news_server ON news (server);
    CREATE INDEX news_moment ON news (moment);

    CREATE TABLE server (
        id INTEGER PRIMARY KEY,
        language TEXT,
        shared INTEGER NOT NULL,
        editors INTEGER,
        admin INTEGER
    ) STRICT;
    CREATE TABLE channel (
        server INTEGER NOT NULL REFERENCES server ON DELETE CASCADE,
        id INTEGER NOT NULL,
        enabled INTEGER NOT NULL,
        auto INTEGER NOT NULL,
        articles TEXT NOT NULL,
        PRIMARY KEY (server, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE value (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- NULL in "who": on the terminal, or the bot by itself.
    CREATE TABLE audit (
        id INTEGER PRIMARY KEY,
        moment INTEGER NOT NULL,
        server INTEGER NOT NULL,
        who INTEGER,
        what TEXT NOT NULL,
        detail TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_server ON audit (server, moment);
    CREATE INDEX audit_who ON audit (who);

    -- Servers that have removed the bot, and since when.
    CREATE TABLE departure (
        server INTEGER PRIMARY KEY,
        moment INTEGER NOT NULL
    ) STRICT;

    -- What is being reindexed, and the message that tells how far it is.
    CREATE TABLE reindexing (
        server INTEGER PRIMARY KEY,
        who INTEGER NOT NULL,
        channel INTEGER NOT NULL,
        message INTEGER,
        begun INTEGER NOT NULL,
        edition TEXT NOT NULL
    ) STRICT;
    """,
    """
    -- Changes of articles that are about to be made, and what the article was before: another file holds it, and what a
    -- kill leaves here is looked at again. NULL in "identity" is the whole index, in "before" an article not there.
    CREATE TABLE intent (
        id INTEGER PRIMARY KEY,
        moment INTEGER NOT NULL,
        server INTEGER NOT NULL,
        who INTEGER,
        what TEXT NOT NULL,
        detail TEXT NOT NULL,
        identity TEXT,
        before TEXT
    ) STRICT;
    CREATE INDEX intent_server ON intent (server);
    CREATE INDEX intent_who ON intent (who);

    CREATE INDEX reindexing_who ON reindexing (who);

    -- How many runs of the bot have begun it stood before the edition.
    ALTER TABLE reindexing ADD COLUMN tries INTEGER NOT NULL DEFAULT 1;
    UPDATE reindexing SET tries = max(CAST(edition AS INTEGER), 1), edition = substr(edition, instr(edition, ' ') + 1)
    WHERE instr(edition, ' ');
    """,
    """
    -- Whose words a question is, where they are somebody else's than the asker's.
    ALTER TABLE answer ADD COLUMN author INTEGER;
    CREATE INDEX answer_author ON answer (author) WHERE author IS NOT NULL;

    ALTER TABLE intent ADD COLUMN article INTEGER;

    -- The channel that something was changed for; NULL also in older lines, whose detail names it.
    ALTER TABLE audit ADD COLUMN channel INTEGER;

    -- Articles that were removed a short while ago: an answer under way may quote one. Server 0 is the shared library.
    CREATE TABLE removed (
        server INTEGER NOT NULL,
        article INTEGER NOT NULL,
        moment INTEGER NOT NULL,
        PRIMARY KEY (server, article)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX removed_moment ON removed (moment);
    """,
    """
    -- Which act in the history of a server's articles it was: who did it is told here alone.
    ALTER TABLE audit ADD COLUMN mark TEXT;
    ALTER TABLE intent ADD COLUMN mark TEXT;
    """,
    """
    -- An answer that people found not helpful, or reported, and that an admin has seen to.
    ALTER TABLE answer ADD COLUMN settled INTEGER NOT NULL DEFAULT 0;
    """,
    """
    -- Feeds that an admin was shown and has not decided on, with the rules that it would have.
    CREATE TABLE offer (
        id TEXT PRIMARY KEY,
        server INTEGER NOT NULL,
        moment INTEGER NOT NULL,
        url TEXT NOT NULL,
        rules TEXT NOT NULL,
        name TEXT,
        channel INTEGER,
        daily INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX offer_server ON offer (server);
    CREATE INDEX offer_moment ON offer (moment);

    -- Which channel is told of what a source brings, and of what until when it was.
    CREATE TABLE told (
        server INTEGER NOT NULL,
        feed INTEGER NOT NULL,
        channel INTEGER NOT NULL,
        daily INTEGER NOT NULL,
        until INTEGER NOT NULL,
        PRIMARY KEY (server, feed)
    ) STRICT, WITHOUT ROWID;
    """,
    """
    -- Minutes until the thread of an answer is archived; 0: answers open none.
    ALTER TABLE channel ADD COLUMN thread INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE server ADD COLUMN zone TEXT NOT NULL DEFAULT 'UTC';
    ALTER TABLE server ADD COLUMN digest TEXT;
    """,
)
"""MIGRATIONS[n] leads from version n to version n + 1; SQLite's user_version holds the version."""
