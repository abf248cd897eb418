"""The edition that articles are indexed for as they come, and its encoder."""

from __future__ import annotations

from index.config import Config, config_for, encoder_of, model_of
from index.encode import Encoder
from index.indexing import RECIPE
from index.store import Database, Edition, Store


def encoder_for(database: Database, config: Config) -> Encoder:
    """Return a library's encoder; one of another model is refused before it is loaded, or even compiled.

    Raises:
        ModelMismatch: the library belongs to another model than the configured one.

    """
    with database.reading() as connection:
        edition = _usable(Store(connection), config)
    return encoder_of(config_for(config, edition.model) if edition else config)


def edition_for(store: Store, config: Config, dimension: int) -> Edition:
    """Return the edition that articles belong to from now on, begun where there is none."""
    edition = _usable(store, config)
    if edition is None:
        edition = store.begin_edition(model_of(config).identity, dimension, RECIPE, current=True)
        store.promote(edition)
    return edition


def _usable(store: Store, config: Config) -> Edition | None:
    """Return the edition that new articles belong to; an empty library takes the configured model."""
    edition = store.edition()
    if edition is None or (edition.model != model_of(config).identity and store.counts()[0] == 0):
        return None
    config_for(config, edition.model)
    return edition
