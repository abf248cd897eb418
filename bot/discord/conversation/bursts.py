"""What one person asks too soon, told in one reply however many messages it is."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from bot.discord.conversation.objecting import too_soon
from bot.discord.conversation.replying import Reply
from bot.texts import Phrases


@dataclass(slots=True)
class _Burst:
    reply: Reply
    until: float = 0.0
    """When the person may ask again."""
    questions: list[str] = field(default_factory=list)
    told: int = 0
    """How many of them the reply tells of."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Bursts:
    """Remember the reply of each burst until the person may ask again."""

    def __init__(self) -> None:
        self._bursts: dict[tuple[int, int], _Burst] = {}

    async def refuse(self, person: int, channel: int, reply: Reply, question: str, seconds: int, say: Phrases) -> None:
        """Tell a person when to ask again and what was not taken: in the burst's own reply, or in this one."""
        now = time.monotonic()
        self._bursts = {key: burst for key, burst in self._bursts.items() if burst.until > now}
        burst = self._bursts.setdefault((person, channel), _Burst(reply))
        burst.questions.append(question)
        burst.until = now + seconds
        async with burst.lock:
            # While the reply was sent more may have come: what is told last tells of all.
            if burst.told < len(burst.questions):
                burst.told = len(burst.questions)
                await burst.reply.words(too_soon(seconds, burst.questions, say))
