"""What a library needs to know beside its folder."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache

from index.answer import Strictness
from index.encode import Encoder, load_encoder
from index.encode.models import PACKAGED, Model, find_model
from index.reader import PACKAGED as PACKAGED_READER
from index.reader import Reader, load_reader

_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Config:
    """Which model encodes, which reader reads, and how sure an answer must be."""

    model: str = PACKAGED
    reader: str = PACKAGED_READER
    """The packaged one, or `none`: the fused search then decides alone."""
    strictness: Strictness = "normal"


def prepare(config: Config) -> None:
    """Compile the model now where it was not, and load the reader: slow once, instant ever after.

    Raises:
        ModelError: one of them is not to be had.

    """
    encoder_of(config)
    reader_of(config)


def model_of(config: Config) -> Model:
    """Return the model of a configuration, found once a process."""
    with _LOADING:
        return _model(config.model)


def encoder_of(config: Config) -> Encoder:
    """Return the encoder of a configuration, loaded once a process and shared by its libraries."""
    with _LOADING:
        return _encoder(config.model)


def reader_of(config: Config) -> Reader | None:
    """Return the reader of a configuration, loaded once a process and shared by its libraries, or None.

    Raises:
        ModelError: it is not to be had.

    """
    with _LOADING:
        return _reader(config.reader)


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
def _reader(name: str) -> Reader | None:
    return load_reader(name)
