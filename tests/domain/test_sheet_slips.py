"""Where a recovery sheet was typed wrong."""

import pytest

from kazanlak_case.domain.sheet_letters import letters_of
from kazanlak_case.domain.sheet_slips import wrong_groups

GROUPS = letters_of(bytes(range(20))).split()


def test_sheet_typed_right_has_no_wrong_group():
    assert wrong_groups(GROUPS) == ()
    assert wrong_groups([group.lower() for group in GROUPS]) == ()


@pytest.mark.parametrize("at", range(8))
def test_one_wrong_letter_is_found(at):
    typed = list(GROUPS)
    first = typed[at][0]
    typed[at] = ("Z" if first != "Z" else "Y") + typed[at][1:]
    assert wrong_groups(typed) == (at,)


def test_letters_that_changed_places_are_found():
    typed = list(GROUPS)
    one = next(at for at, group in enumerate(typed) if group[1] != group[2])
    group = typed[one]
    typed[one] = group[0] + group[2] + group[1] + group[3:]
    assert wrong_groups(typed) == (one,)


def test_short_group_and_a_letter_that_no_sheet_uses_are_marked_at_once():
    typed = list(GROUPS)
    typed[2] = typed[2][:-1]
    typed[5] = "U" + typed[5][1:]
    assert wrong_groups(typed) == (2, 5)
    assert wrong_groups([""] * 8) == tuple(range(8))


def test_two_slips_cannot_be_told_apart():
    typed = list(GROUPS)
    for at in (1, 6):
        typed[at] = ("Z" if typed[at][0] != "Z" else "Y") + typed[at][1:]
    assert wrong_groups(typed) == ()
