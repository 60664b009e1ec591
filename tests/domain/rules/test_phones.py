"""Phones as they are compared."""

import pytest

from kazanlak_case.domain.rules.phones import phones_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, ()),
        ("", ()),
        ("няма", ()),
        ("0888 123 456", ("888123456",)),
        ("+359 888/123456, 0431 62-000", ("888", "123456", "43162000")),
        ("00359888123456 или 0877111222", ("888123456", "877111222")),
    ],
)
def test_a_field_may_hold_several_phones(written: str | None, expected: tuple[str, ...]) -> None:
    assert phones_of(written) == expected
