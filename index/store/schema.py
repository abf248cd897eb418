"""The tables, and the steps from each older version to the next; a step never drops what a person stored."""

from __future__ import annotations

MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE article (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        identity TEXT NOT NULL UNIQUE,
        hash BLOB NOT NULL,
        title TEXT NOT NULL,
        author TEXT,
        publisher TEXT,
        published TEXT,
        url TEXT,
        language TEXT,
        licence TEXT,
        text TEXT NOT NULL,
        parts TEXT NOT NULL,
        added TEXT NOT NULL
    ) STRICT;
    CREATE INDEX article_hash ON article (hash);
    CREATE INDEX article_language ON article (language);

    -- An edition is everything derived from the texts by one model, splitter and analyser.
    CREATE TABLE edition (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        token TEXT NOT NULL,
        model TEXT NOT NULL,
        dimension INTEGER NOT NULL,
        recipe TEXT NOT NULL,
        current INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE indexed (
        article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
        edition INTEGER NOT NULL REFERENCES edition,
        sentences INTEGER NOT NULL,
        passages INTEGER NOT NULL,
        title_vector BLOB NOT NULL,
        title_terms BLOB NOT NULL,
        PRIMARY KEY (article, edition)
    ) STRICT, WITHOUT ROWID;

    -- A sentence's id is its passage's id times 64 plus its place in the passage: stable, and never used again.
    CREATE TABLE passage (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
        edition INTEGER NOT NULL,
        ordinal INTEGER NOT NULL,
        start INTEGER NOT NULL,
        text TEXT NOT NULL,
        spans BLOB NOT NULL,
        vectors BLOB NOT NULL,
        terms BLOB NOT NULL,
        counts BLOB NOT NULL,
        traits BLOB NOT NULL
    ) STRICT;
    CREATE INDEX passage_edition ON passage (edition);
    CREATE INDEX passage_article ON passage (article, edition, ordinal);
    """,
    """
    -- Parts whose kind a person has chosen: no later look at the text may take that back.
    ALTER TABLE article ADD COLUMN chosen TEXT NOT NULL DEFAULT '[]';
    """,
    """
    -- Where the pages of a document begin in its text.
    ALTER TABLE article ADD COLUMN pages TEXT NOT NULL DEFAULT '[]';
    -- http and https, with www and without, are one address by now.
    UPDATE OR IGNORE article SET identity = 'https://' || substr(identity, 8) WHERE identity LIKE 'http://%';
    UPDATE OR IGNORE article SET identity = 'https://' || substr(identity, 13) WHERE identity LIKE 'https://www.%';
    """,
    """
    -- The names of fields that a person has edited: what the source says of them later counts no more.
    ALTER TABLE article ADD COLUMN edited TEXT NOT NULL DEFAULT '[]';
    """,
    """
    -- The history: each act of somebody with all that it has changed, noted in the transactions that change it.
    CREATE TABLE deed (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        mark TEXT NOT NULL UNIQUE,
        moment TEXT NOT NULL,
        who TEXT NOT NULL,
        act TEXT NOT NULL,
        undone INTEGER NOT NULL DEFAULT 0,
        undoes INTEGER
    ) STRICT;
    CREATE INDEX deed_moment ON deed (moment);

    -- NULL in "went" and "came": it was not there before, or afterwards. NULL in "kept" where it was there before: that
    -- text is gone for good.
    CREATE TABLE change (
        id INTEGER PRIMARY KEY,
        deed INTEGER NOT NULL REFERENCES deed ON DELETE CASCADE,
        article INTEGER NOT NULL,
        identity TEXT NOT NULL,
        went TEXT,
        came TEXT,
        hash BLOB,
        kept TEXT
    ) STRICT;
    CREATE INDEX change_deed ON change (deed);
    CREATE INDEX change_article ON change (article);
    CREATE INDEX change_kept ON change (identity) WHERE kept IS NOT NULL;
    """,
)
"""MIGRATIONS[n] leads from version n to version n + 1; SQLite's user_version holds the version."""
