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
    """
    -- What keeps itself up to date: a feed, and what is known of each of its entries.
    CREATE TABLE feed (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        url TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        name TEXT,
        every INTEGER NOT NULL,
        include TEXT NOT NULL,
        exclude TEXT NOT NULL,
        most INTEGER NOT NULL,
        keep INTEGER NOT NULL,
        backlog INTEGER NOT NULL,
        paused INTEGER NOT NULL,
        etag TEXT,
        modified TEXT,
        last_run TEXT,
        next_run TEXT NOT NULL,
        failures INTEGER NOT NULL,
        error TEXT,
        moved TEXT,
        found INTEGER NOT NULL,
        added INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        removed INTEGER NOT NULL,
        refused INTEGER NOT NULL
    ) STRICT;

    -- "article" may be gone by now, by whomever: what a person took out never comes back by itself.
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
        guid TEXT,
        address TEXT,
        content TEXT,
        state TEXT NOT NULL,
        hash TEXT NOT NULL,
        link TEXT,
        title TEXT NOT NULL,
        came TEXT NOT NULL,
        tries INTEGER NOT NULL DEFAULT 0,
        reason TEXT,
        article INTEGER,
        owned INTEGER NOT NULL DEFAULT 0,
        full INTEGER NOT NULL DEFAULT 0,
        taken TEXT,
        next_look TEXT,
        etag TEXT,
        modified TEXT,
        misses INTEGER NOT NULL DEFAULT 0,
        missed TEXT,
        ended TEXT
    ) STRICT;
    CREATE INDEX entry_feed ON entry (feed);
    CREATE INDEX entry_article ON entry (article);
    """,
    """
    -- What a person chose of sentences, by their words: it outlives a new text of the article that still holds them.
    CREATE TABLE pin (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        question TEXT NOT NULL,
        article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
        sentence TEXT NOT NULL,
        UNIQUE (question, article, sentence)
    ) STRICT;
    CREATE INDEX pin_article ON pin (article);
    CREATE TABLE hidden (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
        sentence TEXT NOT NULL,
        UNIQUE (article, sentence)
    ) STRICT;
    """,
    """
    -- For whom an article is: the channels and the roles; NULL: for everybody.
    ALTER TABLE article ADD COLUMN restriction TEXT;
    CREATE INDEX article_restricted ON article (id, restriction) WHERE restriction IS NOT NULL;
    """,
)
"""MIGRATIONS[n] leads from version n to version n + 1; SQLite's user_version holds the version."""
