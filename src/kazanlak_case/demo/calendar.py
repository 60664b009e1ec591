"""The days of the story: from the autumn the houses opened to the day the screens show."""

from datetime import UTC, date, datetime, time, timedelta

from kazanlak_case.domain.practice import LAST_DAY

BEGIN = date(2021, 10, 4)
END = LAST_DAY
"""The story's last day, a Monday: „Днес“ of the practice files."""

LAST_WEEK = (END - BEGIN).days // 7
FRIDAY = 4

AT_WORK, AT_EXCHANGE = time(14, 0), time(15, 0)


def workday(day: date) -> date:
    """Move a day off a weekend, and into the story."""
    day -= timedelta(days=max(0, day.weekday() - FRIDAY))
    return min(max(day, BEGIN), END)


def week_of(day: date) -> int:
    """Tell in which week of the story a day lies."""
    return (day - BEGIN).days // 7


def last_day_of(week: int) -> date:
    """Give the day on which a week's paper is typed in: its Friday, or the story's last day."""
    return min(BEGIN + timedelta(days=7 * week + FRIDAY), END)


def at(day: date, hour: time) -> datetime:
    """Give a moment of the story."""
    return datetime.combine(day, hour, tzinfo=UTC)
