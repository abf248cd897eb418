"""The meter that counts, for Prometheus."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager

import prometheus_client as prometheus

from bot.metrics import meter
from bot.metrics.meter import Meter
from bot.records import Door
from bot.settings import Settings

PREFIX = "summit"
STAGES = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
LAGS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)
_GAUGES: Mapping[meter.Gauge, str] = {
    "ready": "Whether questions are answered: 1 or 0.",
    "servers": "Discord servers that the bot is in.",
    "discord_latency_seconds": "How long Discord's gateway takes to answer a heartbeat.",
    "questions_waiting": "Questions that wait for a worker.",
    "libraries_open": "Libraries that are open.",
    "cache_bytes": "Memory that the open libraries are taken to need.",
    "cache_limit": "Memory that the open libraries may take, in bytes.",
}


class Counting(Meter):
    """Keep the numbers of one bot, in a registry of its own."""

    def __init__(self, settings: Settings) -> None:
        self.registry = registry = prometheus.CollectorRegistry()
        prometheus.ProcessCollector(registry=registry)
        prometheus.PlatformCollector(registry=registry)
        self._questions = self._counter("questions", "Questions, by what became of them.", "outcome", "door")
        self._refusals = self._counter("refusals", "What was not done for a person, by the reason.", "reason")
        self._votes = self._counter("votes", "Votes on answers.", "helpful")
        self._opened = self._counter("libraries_opened", "Libraries that were opened.")
        self._errors = self._counter("errors", "Warnings and errors of the log.", "level", "kind", "error")
        self._stages = self._histogram("stage_seconds", "How long a stage of a question took.", STAGES, "stage")
        self._lag = self._histogram("loop_lag_seconds", "How long the event loop let something wait.", LAGS)
        self._gauges = {name: self._gauge(name, words) for name, words in _GAUGES.items()}
        about = prometheus.Info(PREFIX, "Which Summit this is.", registry=registry)
        about.info({"version": _version(), "model": settings.model, "reader": settings.reader})

    def answered(self, outcome: str, door: Door) -> None:
        """Count a question by what became of it and where it came from."""
        self._questions.labels(outcome, door).inc()

    def refused(self, reason: str) -> None:
        """Count what was not done for a person, by the reason."""
        self._refusals.labels(reason).inc()

    def voted(self, *, helpful: bool) -> None:
        """Count a vote."""
        self._votes.labels("yes" if helpful else "no").inc()

    def opened(self) -> None:
        """Count a library that was opened."""
        self._opened.inc()

    def timed(self, stage: str) -> AbstractContextManager[object]:
        """Measure what happens inside as a stage of a question."""
        return self._stages.labels(stage).time()

    def took(self, stage: str, seconds: float) -> None:
        """Count how long a stage of a question took."""
        self._stages.labels(stage).observe(seconds)

    def lagged(self, seconds: float) -> None:
        """Count how long the event loop let something wait that could have been done at once."""
        self._lag.observe(seconds)

    def watch(self, gauge: meter.Gauge, read: Callable[[], float]) -> None:
        """Have a number read whenever somebody looks."""
        self._gauges[gauge].set_function(read)

    def listen(self) -> logging.Handler:
        """Return what counts the warnings and errors of a log that it is added to."""
        return _Errors(self._errors)

    def _counter(self, name: str, words: str, *labels: str) -> prometheus.Counter:
        return prometheus.Counter(f"{PREFIX}_{name}", words, labels, registry=self.registry)

    def _histogram(self, name: str, words: str, buckets: tuple[float, ...], *labels: str) -> prometheus.Histogram:
        return prometheus.Histogram(f"{PREFIX}_{name}", words, labels, registry=self.registry, buckets=buckets)

    def _gauge(self, name: str, words: str) -> prometheus.Gauge:
        return prometheus.Gauge(f"{PREFIX}_{name}", words, registry=self.registry)


class _Errors(logging.Handler):
    """Count what is logged as going wrong: by the event where the line is ours, else by who wrote it."""

    def __init__(self, counter: prometheus.Counter) -> None:
        super().__init__(logging.WARNING)
        self._counter = counter

    def emit(self, record: logging.LogRecord) -> None:
        event = record.msg.get("event") if isinstance(record.msg, dict) else None
        error = record.exc_info[0] if record.exc_info else None
        self._counter.labels(record.levelname.lower(), str(event or record.name), error.__name__ if error else "").inc()


def _version() -> str:
    from importlib.metadata import version

    return version("summit-bot")
