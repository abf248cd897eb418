"""What a library needs to know beside its folder."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache

from index.answer import Strictness
from index.encode import Encoder, load_encoder
from index.encode.models import PACKAGED, Model, find_model

_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Config:
    """Which model encodes, which reader reads, and how sure an answer must be."""

    model: str = PACKAGED
    reader: str = "none"
    strictness: Strictness = "normal"


def prepare(config: Config) -> None:
    """Compile the model now where it was not: slow once, instant ever after.

    Raises:
        ModelMissing: it is not to be had.

    """
    encoder_of(config)


def model_of(config: Config) -> Model:
    """Return the model of a configuration, found once a process."""
    with _LOADING:
        return _model(config.model)


def encoder_of(config: Config) -> Encoder:
    """Return the encoder of a configuration, loaded once a process and shared by its libraries."""
    with _LOADING:
        return _encoder(config.model)


@cache
def _model(name: str) -> Model:
    return find_model(name)


@cache
def _encoder(name: str) -> Encoder:
    from threadpoolctl import threadpool_limits

    # The matrices of one question are small: shared between threads they wait for each other, and for the bot.
    threadpool_limits(1, user_api="blas")
    return load_encoder(_model(name))
