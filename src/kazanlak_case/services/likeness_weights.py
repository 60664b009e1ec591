"""What each finding of a comparison weighs, in bits: the table of the likeness, in one place (docs/repeats.md).

A weight is log2 of how much oftener the finding is seen in two records of one person than in two people taken at random
(Fellegi and Sunter). Where nothing else is said it is measured by `bench/weights.py` on its labelled set of made-up people
and rounded; what is set by hand says why. The two thresholds are read off the curves in docs/repeats.md.
"""

from typing import Final

from kazanlak_case.domain.rules.birth_likeness import BirthLikeness
from kazanlak_case.services.likeness_names import Level

OFFER: Final = 22.0
"""From here on a pair is shown to somebody."""

NEARLY_SURE: Final = 28.0
"""From here on hardly any pair is of two people."""

TOLD: Final = 0.0
"""Below it the names are not told part by part: nobody asks why two strangers are not one."""

TOLD_ONLY: Final = 0.01

SAME_NUMBER: Final = 40.0
"""By definition: the same ЕГН or ЛНЧ is the same person."""

GIVEN: Final[dict[Level, float]] = {
    Level.SAME: 6.5,
    Level.SOUND: 6.0,
    Level.SHORT: 5.5,
    Level.LOOSE: 5.5,
    Level.SLIP: 5.0,
    Level.PART: 4.0,
    Level.INITIAL: 2.0,
    Level.DIFFERENT: -9.0,
}
"""Measured (5.5 to 7.5); the less alike a level is, the less it may weigh. DIFFERENT by hand: measured −4 counts parts that
changed places, which are weighed apart."""

FAMILY: Final[dict[Level, float]] = {
    Level.SAME: 6.0,
    Level.SOUND: 6.0,
    Level.STEM: 5.0,
    Level.LOOSE: 4.5,
    Level.SLIP: 4.0,
    Level.PART: 4.5,
    Level.INITIAL: 2.0,
}
"""Measured 3.7 to 6.6: names of a family are borne by many more than the 744 of the list."""

MIDDLE_DIFFERENT: Final = -4.0
FAMILY_DIFFERENT: Final[dict[str | None, float]] = {"f": -2.0, "m": -4.5, None: -3.0}
"""A woman's family name changes when she marries."""

OTHER_ORDER: Final = -1.5
"""By hand: parts of a name that changed places agree by chance more often."""

BIRTH: Final[dict[BirthLikeness, float]] = {
    BirthLikeness.EQUAL: 13.5,
    BirthLikeness.SWAPPED: 9.5,
    BirthLikeness.ONE_FIGURE: 5.5,
    BirthLikeness.YEAR_ONLY: 6.0,
    BirthLikeness.SAME_YEAR: -1.5,
    BirthLikeness.DIFFERENT: -6.0,
    BirthLikeness.GENERATION: -20.0,
    BirthLikeness.UNKNOWN: 0.0,
}
"""GENERATION by hand: a son bears his father's and grandfather's names, and lives at one address with them."""

TWINS: Final = 4.0
"""By hand: an equal birth date says no more than this when the given names differ: twins."""

SAME_SEX: Final = 1.0
OTHER_SEX: Final = -7.0

SETTLEMENT, OTHER_SETTLEMENT = 2.0, -2.0
PHONE, HOUSEHOLD, RELATIVES, ADDRESS = 7.0, 4.0, 5.0, 4.0
"""Half of what is measured against strangers (10 to 12): those who share them are a family far oftener than one person."""

CIRCLE: Final = 9.0
"""By hand: phone, household, relatives, address and settlement together say no more: brothers share them all."""

NUMBER_SLIP: Final = 8.0
NUMBER_OTHER: Final = -3.0
"""A number kept against its check: one figure off another's number, or something else altogether."""
