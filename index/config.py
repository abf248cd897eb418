"""What a library needs to know beside its folder."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from functools import cache

from index.answer import Strictness
from index.encode import Encoder, load_encoder
from index.encode.models import MULTILINGUAL, PACKAGED, Model, find_model
from index.errors import ModelMismatch
from index.function_words import WORDS
from index.models import Models
from index.rank.fusion import MULTILINGUAL_WEIGHTS as MULTILINGUAL_FUSION
from index.rank.fusion import WEIGHTS as FUSION
from index.rank.fusion import load_fusion
from index.reader import PACKAGED as PACKAGED_READER
from index.reader import Readers, load_readers

LANGUAGES = frozenset({*WORDS, "ja", "ko", "zh", "ru", "uk", "bg", "sr", "el"})
"""Those that Summit can tell and whose script the multilingual models have words in."""
SHIPPED = (PACKAGED, MULTILINGUAL)
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Config:
    """Which model encodes, which reader reads, and how sure an answer must be."""

    model: str = PACKAGED
    reader: str = PACKAGED_READER
    """The packaged one, or `none`: the fused search then decides alone."""
    strictness: Strictness = "normal"

    @property
    def multilingual(self) -> bool:
        """Tell whether the packaged multilingual model is the one that encodes."""
        return self.model == MULTILINGUAL


def prepare(config: Config) -> None:
    """Compile the model now where it was not, and load the reader: slow once, instant ever after.

    Raises:
        ModelError: one of them is not to be had.

    """
    encoder_of(config)
    readers_of(config)


def model_of(config: Config) -> Model:
    """Return the model of a configuration, found once a process."""
    with _LOADING:
        return _model(config.model)


def config_for(config: Config, identity: str) -> Config:
    """Return the configuration for a library that was indexed with a model: of packaged ones either will do.

    Raises:
        ModelMismatch: the library belongs to another model than the configured one.

    """
    configured = model_of(config).identity
    if identity == configured:
        return config
    if config.model in SHIPPED:
        for name in SHIPPED:
            if model_of(other := replace(config, model=name)).identity == identity:
                return other
    raise ModelMismatch(
        f"This library was indexed with the model {identity}, and the settings name {configured}. "
        f"Run `summit reindex` to index it with {configured}, or set SUMMIT_MODEL back."
    )


def encoder_of(config: Config) -> Encoder:
    """Return the encoder of a configuration, loaded once a process and shared by its libraries."""
    with _LOADING:
        return _encoder(config.model)


def models_of(config: Config) -> Models:
    """Return the models of a configuration, none of them loaded yet."""
    fusion, known = (MULTILINGUAL_FUSION, LANGUAGES) if config.multilingual else (FUSION, frozenset())
    return Models(lambda: encoder_of(config), lambda: readers_of(config), lambda: load_fusion(fusion), known)


def readers_of(config: Config) -> Readers | None:
    """Return the readers of a configuration, loaded once a process and shared by its libraries, or None.

    Raises:
        ModelError: they are not to be had.

    """
    with _LOADING:
        return _readers(config.reader, config.multilingual)


@cache
def _model(name: str) -> Model:
    return find_model(name)


@cache
def _encoder(name: str) -> Encoder:
    from threadpoolctl import threadpool_limits

    # The matrices of one question are small: shared between threads they wait for each other, and for the bot.
    threadpool_limits(1, user_api="blas")
    return load_encoder(_model(name))


@cache
def _readers(name: str, multilingual: bool) -> Readers | None:
    return load_readers(name, multilingual=multilingual)
