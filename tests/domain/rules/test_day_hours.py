"""The hours of a working day."""

from kazanlak_case.domain.rules.day_hours import Hours, minutes_in_all, overlapping


def test_known_minutes_are_added_up():
    assert minutes_in_all([Hours("09:00", 30), Hours(None, 45), Hours("10:00", None)]) == 75


def test_what_overlaps_is_found_and_what_only_touches_is_not():
    hours = [
        Hours("09:00", 60),
        Hours("10:00", 30),  # begins where the first ends
        Hours("09:30", 15),
        Hours(None, 600),
        Hours("10:20", 20),
        Hours("08:00", None),
    ]
    assert overlapping(hours) == [(0, 2), (1, 4)]
