from datetime import date

import pytest

from kazanlak_case.services.calendar_view import CalendarItem
from kazanlak_case.ui.calendar_parts.placing import hour_of, hours_of, side_by_side

DAY = date(2022, 11, 14)


def _item(name, at, minutes=None):
    return CalendarItem(
        kind="task", on=DAY, record="task", id=name, title=name, at=at, minutes=minutes
    )


def test_what_happens_at_one_time_stands_side_by_side():
    items = [_item("а", "09:00"), _item("б", "09:30"), _item("в", "10:00"), _item("г", "11:00")]
    assert [(one.title, at, of) for one, at, of in side_by_side(items)] == [
        ("а", 0, 2),
        ("б", 1, 2),
        ("в", 0, 2),
        ("г", 0, 1),
    ]


@pytest.mark.parametrize(
    ("items", "hours"),
    [
        ([], (8, 18)),
        ([("06:30", 30)], (6, 18)),
        ([("19:00", 90)], (8, 21)),
        ([("23:30", 60)], (8, 24)),
    ],
)
def test_early_and_late_hours_come_when_they_are_needed(items, hours):
    assert hours_of([_item("x", at, minutes) for at, minutes in items]) == hours


def test_no_task_is_moved_out_of_its_day():
    assert (hour_of(-30), hour_of(24 * 60)) == ("00:00", "23:30")
