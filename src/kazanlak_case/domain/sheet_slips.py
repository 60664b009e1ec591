"""Where a recovery sheet was typed wrong: the check of its letters is long enough to find one slip."""

from collections.abc import Iterator

from kazanlak_case.domain.key_errors import MistypedSheetError
from kazanlak_case.domain.sheet_letters import GROUPS, LETTERS, secret_of

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def wrong_groups(groups: list[str]) -> tuple[int, ...]:
    """Tell which groups (from 0) were typed wrong; none where the letters are right, or more than one slip was made.

    With 40 bits of check the one mending that fits is the right one: some 1 300 are tried.
    """
    cleaned = [_clean(group) for group in groups]
    odd = tuple(at for at, group in enumerate(cleaned) if not _may_be(group))
    if odd or len(cleaned) != GROUPS or _fits("".join(cleaned)):
        return odd
    text = "".join(cleaned)
    found = {at // LETTERS for at, mended in _mendings(text) if _fits(mended)}
    return tuple(found) if len(found) == 1 else ()


def _clean(group: str) -> str:
    return "".join(letter for letter in group if letter.isalnum())


def _may_be(group: str) -> bool:
    """Whether a group could stand on a sheet, tried among seven of zeros: only the check may be amiss."""
    if len(group) != LETTERS:
        return False
    try:
        secret_of(group + "0" * LETTERS * (GROUPS - 1))
    except MistypedSheetError as error:
        return error.facts["reason"] == _CHECK_FAILS
    return True


def _reason_when_the_check_fails() -> object:
    try:
        secret_of("1" * LETTERS * GROUPS)
    except MistypedSheetError as error:
        return error.facts["reason"]
    return ""


_CHECK_FAILS = _reason_when_the_check_fails()


def _fits(text: str) -> bool:
    try:
        secret_of(text)
    except MistypedSheetError:
        return False
    return True


def _mendings(text: str) -> Iterator[tuple[int, str]]:
    """Give each text that is one slip away, and where the slip would be: one letter, or two that changed places."""
    for at, letter in enumerate(text):
        before, after = text[:at], text[at + 1 :]
        for sign in SIGNS:
            if sign != letter:
                yield at, before + sign + after
        if after and after[0] != letter:
            yield at, before + after[0] + letter + after[1:]
