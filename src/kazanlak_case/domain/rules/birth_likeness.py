"""How alike two birth dates are, as people mistype them: swapped parts, one figure, a day nobody remembered."""

from enum import Enum

GENERATION_YEARS = 14
"""So many years between two births of one name make a parent and a child of them."""


class BirthLikeness(Enum):
    """From the most alike to the least; UNKNOWN where one of the two is not given."""

    EQUAL = "equal"
    SWAPPED = "swapped"
    ONE_FIGURE = "one_figure"
    YEAR_ONLY = "year_only"
    SAME_YEAR = "same_year"
    DIFFERENT = "different"
    GENERATION = "generation"
    UNKNOWN = "unknown"


def birth_likeness(one: str, other: str) -> BirthLikeness:
    """Compare two ISO dates; "" is not given."""
    if not one or not other:
        return BirthLikeness.UNKNOWN
    if one == other:
        return BirthLikeness.EQUAL
    a, b = one.replace("-", ""), other.replace("-", "")
    if a[:4] == b[:4] and a[4:6] == b[6:] and a[6:] == b[4:6]:
        return BirthLikeness.SWAPPED
    return BirthLikeness.ONE_FIGURE if is_one_slip(a, b) else _by_year(a, b)


def _by_year(one: str, other: str) -> BirthLikeness:
    if one[:4] == other[:4]:
        # Who knows the year alone is often written down as of 1 January.
        has_no_day = "0101" in {one[4:], other[4:]}
        return BirthLikeness.YEAR_ONLY if has_no_day else BirthLikeness.SAME_YEAR
    if abs(int(one[:4]) - int(other[:4])) >= GENERATION_YEARS:
        return BirthLikeness.GENERATION
    return BirthLikeness.DIFFERENT


def is_one_slip(one: str, other: str) -> bool:
    """Tell whether two numbers of equal length differ by one figure, or by two neighbours that changed places."""
    if len(one) != len(other):
        return False
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return True
    return (
        len(places) == 2
        and places[1] == places[0] + 1
        and one[places[0]] == other[places[1]]
        and one[places[1]] == other[places[0]]
    )
