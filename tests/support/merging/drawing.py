"""What a history is drawn from, who takes part in it, and how it ends."""

import shutil
import sys
import time
from collections import Counter
from datetime import timedelta
from typing import ClassVar

from hypothesis import currently_in_test_context, event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from kazanlak_case.domain.changes import Edited
from kazanlak_case.domain.fields import RecordId
from support.copies import CENTRE, originals, places
from support.merging.comparing import TYPED
from support.merging.live import SITES, Aside, Draft, Live
from support.merging.model import BORN, COMMON, OWN
from support.merging.world import World
from support.stick import Stick

FIELDS = {"person": ("given_name", "phone"), "partner": ("name", "phone")}
SAME = ("а", "б")
"""Values that two people may write without knowing of each other; all others are like no other."""
YEARS = (0, 0, 0, -13, 14)
MOST_COPIES = 6

CASTS = (
    ("razhena-1",),
    ("razhena-1",),
    ("kran-1", "kran-2"),
    ("kran-1", "kran-2"),
    ("kran-1", "razhena-1"),
    ("kran-1", "kran-2", "razhena-1"),
)
"""The laptops at work beside the centre. A gap needs a house of one laptop: for two the centre begins at the lower."""

DICE = 12
NUMBER = st.integers(0, DICE - 1)
SELDOM = 10
"""From this number of the dice on happens what is to happen seldom."""


class Drawing(RuleBasedStateMachine):
    """What histories are drawn from, and how they end."""

    tally: ClassVar[Counter[str]] = Counter()
    until: ClassVar[float | None] = None
    """From when on no more histories are begun; after one that failed there is no end, or it could not be told again."""

    def __init__(self) -> None:
        super().__init__()
        self.is_late = self.until is not None and time.monotonic() > self.until
        self.records = list(originals().people)
        self.newer: list[tuple[str, str]] = []
        self.asides: dict[str, Aside] = {}
        self.folder = places().aside()
        self.world = World(stick=Stick(self.folder / "stick"))
        self.world.stick.folder.mkdir(parents=True)
        self.plugged = self.world.stick.plugged_in()
        self.plugged.__enter__()

    @initialize(
        cast=st.sampled_from(CASTS),
        years=st.lists(st.sampled_from(YEARS), min_size=4, max_size=4),
        real=NUMBER,
        meet=NUMBER,
    )
    def begin(self, cast: tuple[str, ...], years: list[int], real: int, meet: int) -> None:
        self.names = [CENTRE, *cast]
        self.meets = meet % 6 == 5
        for name, year in zip(self.names, years, strict=False):
            self.world.clocks[name] = timedelta(days=365 * year)
        if any(years):
            self.happened("wrong clock")
        if real == SELDOM:
            self.world.stick.is_real = True
            self.happened("real bundles")

    def happened(self, what: str) -> None:
        self.world.happened.add(what)

    # what is drawn ----------------------------------------------------------------------------------------------

    def _laptops(self) -> list[str]:
        return [name for name in self.names if site_of(name) != SITES[CENTRE]]

    def _record(self, live: Live, number: int) -> tuple[str, str, str]:
        """Draw one of the records this copy knows, the first ones more often: (scope, type, id)."""
        known = self._known(live)
        return known[number // 2 % len(known)]

    def _known(self, live: Live) -> list[tuple[str, str, str]]:
        return [one for one in self.records if one[2] in self._born(live, one[0])]

    def _asked(self, live: Live) -> list[tuple[tuple[str, str, str], str]]:
        """Name the places where this copy asks something, of the fields this version knows."""
        found = []
        for scope, kind, known in self.records:
            if known not in self._born(live, scope):
                continue
            if live.model.asks(scope, known):
                found.append(((scope, kind, known), OWN))
            found += [
                ((scope, kind, known), place)
                for place in FIELDS[kind]
                if len(live.model.values(scope, known, place)) > 1
            ]
        return found

    def _born(self, live: Live, scope: str) -> set[str]:
        born = {one.record for one in live.model.known(scope) if one.place == BORN}
        return {one for one in born if not live.model.is_erased(scope, one)}

    def _text(self, value: int) -> str:
        return SAME[value] if value < len(SAME) else f"{TYPED}{100000 + self.world.steps * 7919}"

    def _edit(
        self, live: Live, record: tuple[str, str, str], field: int, value: int
    ) -> list[Draft]:
        """Edit one field; what stands there already is left out by the log."""
        scope, kind, known = record
        name, text = FIELDS[kind][field], self._text(value)
        if live.model.shown(scope, known, name) == text:
            return []
        return [(Edited(kind, RecordId(known), {name: text}), known, name, text)]

    # the end ----------------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        """Compare everything, unless something was found already."""
        try:
            if self.world.live and sys.exc_info()[0] is None:
                self._end()
        except AssertionError:
            type(self).until = None
            raise
        finally:
            self.plugged.__exit__(None, None, None)
            self.world.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _end(self) -> None:
        if self.meets:
            self._meet()
        lives = list(self.world.live.values())
        for live in lives:
            if live.checked_at != live.model.commits:
                self.world.check_shown(live)
        self.world.check_digests(lives)
        self.world.verify(lives[self.world.steps % len(lives)], whole=self.meets)
        for name in self.world.happened if currently_in_test_context() else ():
            event(name)
        self.tally.update(self.world.happened)
        self.tally["histories"] += 1
        self.tally["steps"] += self.world.steps

    def _meet(self) -> None:
        """Everybody comes by, again with everything where that was not enough; then all are the same."""
        for round_ in range(3):
            for up in (True, False):
                for name in self._laptops():
                    if self._is_same(name):
                        continue
                    if self._carry(name, up=up, full=round_ > 0) == "fork":
                        self.world.mend(self.world.at(name))
        self.happened("all the same")
        assert all(self._is_same(name) for name in self._laptops()), "everything has come"

    def _is_same(self, name: str) -> bool:
        laptop, centre = self.world.at(name).model, self.world.at(CENTRE).model
        return all(laptop.holds(scope) == centre.holds(scope) for scope in (laptop.site, COMMON))


def site_of(name: str) -> str:
    return SITES[name.split(maxsplit=1)[0]]
