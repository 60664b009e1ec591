"""What each finding of a comparison weighs, in bits: the table of the likeness, in one place (docs/repeats.md).

A weight is log2 of how much oftener the finding is seen in two records of one person than in two people taken at random
(Fellegi and Sunter). MEASURED are estimated by `bench/repeats.py` from its labelled set of made-up people, rounded; what
is set by hand says why.
"""

from typing import Final

from kazanlak_case.domain.rules.birth_likeness import BirthLikeness
from kazanlak_case.services.likeness_names import Level

OFFER: Final = 20.0
"""From here on a pair is shown to somebody."""

NEARLY_SURE: Final = 27.0
"""From here on hardly any pair is of two people."""

TOLD: Final = 0.0
"""Below it the names are not told part by part: nobody asks why two strangers are not one."""

TOLD_ONLY: Final = 0.01

SAME_NUMBER: Final = 40.0
"""By definition: the same ЕГН or ЛНЧ is the same person."""

GIVEN: Final[dict[Level, float]] = {
    Level.SAME: 6.5,
    Level.SOUND: 6.0,
    Level.SHORT: 5.0,
    Level.LOOSE: 4.5,
    Level.SLIP: 4.0,
    Level.PART: 4.0,
    Level.INITIAL: 2.0,
    Level.DIFFERENT: -9.0,
}

FAMILY: Final[dict[Level, float]] = {
    Level.SAME: 6.0,
    Level.SOUND: 6.0,
    Level.STEM: 5.0,
    Level.LOOSE: 4.5,
    Level.SLIP: 4.0,
    Level.PART: 4.5,
    Level.INITIAL: 2.0,
}

MIDDLE_DIFFERENT: Final = -4.0
FAMILY_DIFFERENT: Final[dict[str | None, float]] = {"f": -1.5, "m": -5.0, None: -3.0}
"""A woman's family name changes when she marries."""

OTHER_ORDER: Final = -1.5
"""By hand: parts of a name that changed places agree by chance more often."""

BIRTH: Final[dict[BirthLikeness, float]] = {
    BirthLikeness.EQUAL: 13.0,
    BirthLikeness.SWAPPED: 9.0,
    BirthLikeness.ONE_FIGURE: 5.5,
    BirthLikeness.YEAR_ONLY: 4.0,
    BirthLikeness.SAME_YEAR: -1.0,
    BirthLikeness.DIFFERENT: -7.0,
    BirthLikeness.GENERATION: -20.0,
    BirthLikeness.UNKNOWN: 0.0,
}
"""GENERATION by hand: a son bears his father's and grandfather's names, and lives at one address with them."""

TWINS: Final = 4.0
"""By hand: an equal birth date says no more than this when the given names differ: twins."""

SAME_SEX: Final = 1.0
OTHER_SEX: Final = -7.0

SETTLEMENT, OTHER_SETTLEMENT = 2.0, -1.0
PHONE, HOUSEHOLD, RELATIVES, ADDRESS = 6.0, 4.0, 5.0, 4.0

CIRCLE: Final = 8.0
"""By hand: phone, household, relatives, address and settlement together say no more: brothers share them all."""

NUMBER_SLIP: Final = 8.0
NUMBER_OTHER: Final = -3.0
"""A number kept against its check: one figure off another's number, or something else altogether."""
