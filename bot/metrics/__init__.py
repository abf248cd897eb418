"""What the bot does, in numbers, for whoever looks at it from outside; never a text, never who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.metrics.meter import Meter
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.metrics.outside import Outside, Seen

__all__ = ["Meter", "meter_of", "show_outside"]


def meter_of(settings: Settings) -> Meter:
    """Return what counts where somebody is to look, else what counts nothing."""
    if settings.metrics_address is None:
        return Meter()
    from bot.metrics.counting import Counting

    return Counting(settings)


def show_outside(settings: Settings, meter: Meter, bot: Seen) -> Outside | None:
    """Show a bot at the address that the settings name, if any, until what is returned is closed.

    Raises:
        CannotStart: the address cannot be listened at.

    """
    if settings.metrics_address is None:
        return None
    from bot.metrics.counting import Counting
    from bot.metrics.outside import Outside

    assert isinstance(meter, Counting)  # noqa: S101 - narrows the type for mypy
    outside = Outside(settings.metrics_address, meter, bot)
    outside.open()
    return outside
