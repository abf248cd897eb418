"""Does the first quote hold the answer in Japanese? For information: the packaged encoder was made for English."""

from __future__ import annotations

from benchmarks.options import Options
from benchmarks.plain import load_model
from benchmarks.quality import Trial, trial_rows
from benchmarks.report import Row

TRIALS = (Trial("jsquad-dev", 1000), Trial("jaquad-dev", 1000))


def run(options: Options) -> list[Row]:
    """Return how often the first quote holds the answer; the plain way takes minutes to encode these sets."""
    return trial_rows(load_model(), TRIALS, options)
