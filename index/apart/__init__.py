"""What others sent is read in a process of its own, which can be lost without loss.

A parser in C holds the interpreter, so that no thread keeps it from holding the event loop too, and no thread can be
stopped. A worker serves one draft and is a fork of a process that has the readers loaded and nothing else: it is there
in a hundredth of a second, knows nothing of other drafts, and its processor time counts from nought. To start Python
with the readers anew took 0.6 seconds of a processor each time. The process that is forked has no threads, no model and
an empty environment; it takes 35 MB of its own, is started by the first draft, and ended when none has come for long.
"""

from __future__ import annotations

from index.apart.readers import Readers

__all__ = ["Readers"]
