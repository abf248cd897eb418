"""Golden questions, whose answers are known -> how well a library answers them."""

from __future__ import annotations

from index.evaluation.curves import Bin
from index.evaluation.evaluating import Evaluation, Group, LeftOut, evaluate
from index.evaluation.figures import Figures
from index.evaluation.golden import Golden, read_golden
from index.evaluation.judging import Judged

__all__ = ["Bin", "Evaluation", "Figures", "Golden", "Group", "Judged", "LeftOut", "evaluate", "read_golden"]
