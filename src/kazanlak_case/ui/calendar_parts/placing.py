"""Where things stand in a week: plain numbers, so that the drawing only draws."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtCore import QRect

    from kazanlak_case.services.calendar_view import CalendarItem

DAY_BEGINS, DAY_ENDS = 8, 18
"""The hours that are always shown; earlier and later ones come when something stands there."""

STEP = 30
"""Minutes a task moves by, and the shortest block one can read."""

USUAL_MINUTES = 60
"""How long a task is shown of which nobody said how long it takes."""


@dataclass(frozen=True, slots=True)
class Block:
    """One thing where it is drawn."""

    item: CalendarItem
    place: QRect


@dataclass(frozen=True, slots=True)
class Slot:
    """A day, and an hour where there is one, under the hand."""

    day: date
    hour: str | None


def minutes_of(hour: str) -> int:
    """Count the minutes of an hour since midnight; what is none is midnight."""
    head, _, tail = hour.partition(":")
    return int(head) * 60 + int(tail) if head.isdigit() and tail.isdigit() else 0


def hour_of(minutes: int) -> str:
    """Write minutes since midnight as an hour, within the day."""
    held = max(0, min(minutes, 24 * 60 - STEP))
    return f"{held // 60:02}:{held % 60:02}"


def monday_of(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def hours_of(items: Sequence[CalendarItem]) -> tuple[int, int]:
    """Say from which to which hour a week is shown."""
    first, last = DAY_BEGINS, DAY_ENDS
    for one in items:
        if one.at:
            begin = minutes_of(one.at)
            first = min(first, begin // 60)
            last = max(last, -(-(begin + (one.minutes or USUAL_MINUTES)) // 60))
    return first, min(last, 24)


def side_by_side(items: Sequence[CalendarItem]) -> list[tuple[CalendarItem, int, int]]:
    """Share the width of a day: each timed item with its column and how many columns its group has."""
    placed: list[tuple[CalendarItem, int, int]] = []
    group: list[tuple[CalendarItem, int]] = []
    ends: list[int] = []
    for one in sorted(items, key=lambda item: (item.at or "", -(item.minutes or USUAL_MINUTES))):
        begin = minutes_of(one.at or "")
        end = begin + max(STEP, one.minutes or USUAL_MINUTES)
        if ends and begin >= max(ends):
            placed += [(item, at, len(ends)) for item, at in group]
            group, ends = [], []
        free = next((at for at, until in enumerate(ends) if until <= begin), len(ends))
        ends[free : free + 1] = [end]
        group.append((one, free))
    return placed + [(item, at, len(ends)) for item, at in group]
