"""The hours of a working day: how much of it is written down, and what of it cannot have been at one time."""

from collections.abc import Sequence
from typing import NamedTuple


class Hours(NamedTuple):
    """When something began, as "09:30", and how many minutes it took; both may be unknown."""

    started_at: str | None
    minutes: int | None


def minutes_in_all(hours: Sequence[Hours]) -> int:
    """Add up what is known of the minutes."""
    return sum(one.minutes or 0 for one in hours)


def overlapping(hours: Sequence[Hours]) -> list[tuple[int, int]]:
    """Find the pairs that overlap, by their places, the earlier place first; without hour and length nothing does."""
    spans = [
        (_minute(one.started_at), _minute(one.started_at) + one.minutes, at)
        for at, one in enumerate(hours)
        if one.started_at and one.minutes
    ]
    found = [
        (min(at, other), max(at, other))
        for place, (begin, end, at) in enumerate(spans)
        for begin_other, end_other, other in spans[place + 1 :]
        if begin < end_other and begin_other < end
    ]
    return sorted(found)


def _minute(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
