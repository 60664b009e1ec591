"""Personal numbers that pass every check and belong to nobody, each given once."""

from collections.abc import Iterator
from datetime import date
from random import Random

from stdnum.bg import egn, pnf

SERIALS = range(926, 1000)
"""The numbers of a birthday that no region uses."""
MONTHS_LATER = {18: 20, 19: 0, 20: 40}
"""The century, as it is added to the month."""
LNCH_BEGINS = 100_000_000


class MadeUpNumbers:
    """Gives each number once."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._given: set[str] = set()

    def egn(self, born_on: date, sex: str) -> str:
        """Make an ЕГН for a birthday and sex; one of the unused serials while there are any."""
        month = born_on.month + MONTHS_LATER[born_on.year // 100]
        day = f"{born_on:%y}{month:02d}{born_on.day:02d}"
        for serial in self._serials(sex):
            number = f"{day}{serial:03d}"
            number += egn.calc_check_digit(number)
            if number not in self._given:
                self._given.add(number)
                return number
        msg = "more people were born on one day than there are numbers"
        raise ValueError(msg)

    def lnch(self) -> str:
        """Make a ЛНЧ."""
        while True:
            number = str(LNCH_BEGINS + self._chance.randrange(LNCH_BEGINS))
            number += pnf.calc_check_digit(number)
            if number not in self._given:
                self._given.add(number)
                return number

    def _serials(self, sex: str) -> Iterator[int]:
        odd = int(sex == "f")
        fitting = [serial for serial in SERIALS if serial % 2 == odd]
        self._chance.shuffle(fitting)
        yield from fitting
        yield from (serial for serial in range(999, -1, -1) if serial % 2 == odd)
