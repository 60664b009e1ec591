"""What may happen to two to six copies: the steps of the state machine in tests/db/merge/test_machine.py."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from kazanlak_case.domain.changes import Born, Deleted, Edited, Erased, Kept, Settled
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import DuplicateDecision, Person
from support.copies import CENTRE, NOW
from support.merging.drawing import DICE, FIELDS, MOST_COPIES, SELDOM, YEARS, Drawing, site_of
from support.merging.live import NEWER_FIELD, SITES, Draft, Live
from support.merging.model import BORN, DELETE, ERASE, KEEP, OWN
from support.newer import NewerBirth, NewerEdit

NEWER_TYPE = "garden"

WEIGHTS = {
    "edit": 11,
    "edit_several": 3,
    "delete_or_keep": 4,
    "settle": 4,
    "join": 2,
    "take_back": 2,
    "erase": 1,
    "write_as_newer": 2,
    "create": 1,
    "carry": 16,
    "send": 3,
    "deliver": 5,
    "undo_import": 3,
    "put_aside": 2,
    "restore": 2,
    "clone": 1,
    "set_clock": 1,
    "lapse": 4,
    "part": 1,
    "mend": 3,
}
"""How often each step is tried, beside the others."""

STEP = st.tuples(
    st.sampled_from([name for name, weight in WEIGHTS.items() for _ in range(weight)]),
    st.integers(0, DICE**4 - 1),
)
"""What is done, and four throws of the dice in one number: by which copy, and how."""


class Histories(Drawing):
    """One history: steps drawn one after another, then everything is compared."""

    @rule(step=STEP)
    def do(self, step: tuple[str, int]) -> None:
        if self.is_late:
            return
        what, thrown = step
        who, *how = (thrown // DICE**at % DICE for at in range(4))
        try:
            getattr(self, what)(self.world.at(self.names[who % len(self.names)]), *how)
        except Exception:
            type(self).until = None
            raise

    # writing ----------------------------------------------------------------------------------------------------

    def edit(self, live: Live, a: int, b: int, c: int) -> None:
        record = self._record(live, a)
        self.world.write(live, record[0], self._edit(live, record, b % 2, c))

    def edit_several(self, live: Live, a: int, b: int, c: int) -> None:
        one, two = self._record(live, a), self._record(live, b)
        drafts = self._edit(live, one, 0, c) + self._edit(live, one, 1, c)
        if two != one and two[0] == one[0]:
            drafts += self._edit(live, two, 1, c)
        self.world.write(live, one[0], drafts)

    def delete_or_keep(self, live: Live, a: int, _b: int, _c: int) -> None:
        scope, kind, known = self._record(live, a)
        if live.model.is_hidden(scope, known):
            self.world.write(live, scope, [(Kept(kind, RecordId(known)), known, OWN, KEEP)])
        else:
            self.world.write(live, scope, [(Deleted(kind, RecordId(known)), known, OWN, DELETE)])

    def settle(self, live: Live, a: int, b: int, _c: int) -> None:
        """Answer a question, wherever one is asked: with one of the values, or a third."""
        lives = [live, *self.world.live.values()]
        live, asked = next(
            ((one, found) for one in lives if (found := self._asked(one))), (live, [])
        )
        if not asked:
            return
        (scope, kind, known), place = asked[a % len(asked)]
        value: object = b % 2
        if place != OWN:
            values = sorted(str(one) for one in live.model.values(scope, known, place))
            value = values[b] if b < len(values) else self._text(b)
        answer = Settled(kind, RecordId(known), place, bool(value) if place == OWN else str(value))
        self.world.write(live, scope, [(answer, known, place, value)])
        self.happened("settled")

    def join(self, live: Live, a: int, _b: int, c: int) -> None:
        """One of two people is the other: a decision, a chosen value, and the former is hidden."""
        people = [one for one in self._known(live) if one[1] == "person" and one[0] != "razhena"]
        shown = [one for one in people if not live.model.is_hidden(one[0], one[2])]
        if len(shown) < 2:
            return
        (scope, kind, known), (_, _, former) = shown[a % 2], shown[1 - a % 2]
        with live.file.reading(NOW) as uow:
            decision = DuplicateDecision(
                id=uow.new_id(), person=RecordId(known), other=RecordId(former), verdict="same"
            )
        name = FIELDS[kind][c % 2]
        value = live.model.shown(scope, former, name)
        drafts: list[Draft] = [(Born(decision), str(decision.id), BORN, {})]
        if value != live.model.shown(scope, known, name):
            edited = Edited(kind, RecordId(known), {name: str(value)})
            drafts.append((edited, known, name, value))
        drafts.append((Deleted(kind, RecordId(former)), former, OWN, DELETE))
        self.world.write(live, scope, drafts)
        self.happened("joined")

    def take_back(self, live: Live, a: int, _b: int, _c: int) -> None:
        """Part what was joined, or take back any other form, whoever wrote it."""
        sets = [one for head in live.model.heads.values() for one in head.path() if one.is_new]
        if sets:
            sets.sort(key=lambda one: one.time)
            self.world.take_back(live, sets[-1 - a % len(sets)])

    def erase(self, live: Live, a: int, b: int, _c: int) -> None:
        scope, kind, known = self._record(live, a)
        if kind == "person" and b % 2:
            self.world.write(live, scope, [(Erased(kind, RecordId(known)), known, OWN, ERASE)])

    def write_as_newer(self, live: Live, a: int, b: int, c: int) -> None:
        """A newer version knows more fields, and more record types."""
        scope, kind, known = self._record(live, a)
        text = self._text(c)
        if b >= SELDOM:
            with live.file.reading(NOW) as uow:
                new = str(uow.new_id())
            self.newer.append((scope, new))
            birth = NewerBirth(NEWER_TYPE, new, {NEWER_FIELD: text})
            self.world.write_as_newer(live, scope, birth, BORN, birth.fields)
            return
        gardens = [one for one in self.newer if one[1] in self._born(live, one[0])]
        if gardens and b % 2:
            (scope, known), kind = gardens[a % len(gardens)], NEWER_TYPE
        if live.model.shown(scope, known, NEWER_FIELD) != text:
            edit = NewerEdit(kind, known, NEWER_FIELD, text)
            self.world.write_as_newer(live, scope, edit, NEWER_FIELD, text)

    def create(self, live: Live, a: int, _b: int, _c: int) -> None:
        if live.model.is_centre or len(self.records) > MOST_COPIES:
            return
        with live.file.reading(NOW) as uow:
            person = Person(id=uow.new_id(), given_name=self._text(a), phone="0888")
        known, scope = str(person.id), live.model.site
        values = {"given_name": person.given_name, "phone": person.phone}
        self.records.append((scope, "person", known))
        self.world.write(live, scope, [(Born(person), known, BORN, values)])

    # carrying ---------------------------------------------------------------------------------------------------

    def carry(self, live: Live, a: int, b: int, c: int) -> None:
        """Between a laptop and the centre, at once."""
        laptops = self._laptops()
        name = live.model.name if live.model.name in laptops else laptops[b % len(laptops)]
        if not self._is_same(name) or c >= SELDOM:
            self._carry(name, up=a % 2 == 0, full=c >= SELDOM)

    def send(self, live: Live, a: int, b: int, _c: int) -> None:
        to = ("kran", "razhena")[a % 2] if live.model.is_centre else SITES[CENTRE]
        self.world.send(live, to, full=b >= SELDOM)

    def deliver(self, _live: Live, a: int, b: int, _c: int) -> None:
        """Late, again, before an older one: any bundle, to any copy of its site."""
        if self.world.parcels:
            path, parcel = self.world.parcels[-1 - a % len(self.world.parcels)]
            readers = [name for name in self.names if site_of(name) == parcel.to]
            if readers:
                self.world.take(self.world.at(readers[b % len(readers)]), path, parcel)

    def undo_import(self, live: Live, a: int, _b: int, _c: int) -> None:
        waiting = [at for at, one in enumerate(live.model.taken) if not one.undone]
        if waiting:
            # the last one mostly: that one may be undone
            self.world.undo_import(live, waiting[0] if a >= SELDOM else waiting[-1])

    def _carry(self, name: str, *, up: bool, full: bool) -> str:
        laptop, centre = self.world.at(name), self.world.at(CENTRE)
        source, target = (laptop, centre) if up else (centre, laptop)
        path, parcel = self.world.send(source, target.model.site, full=full)
        return self.world.take(target, path, parcel)

    # what befalls files and clocks ------------------------------------------------------------------------------

    def put_aside(self, live: Live, _a: int, _b: int, _c: int) -> None:
        folder = self.folder / f"aside-{self.world.steps}"
        self.asides[live.model.name] = self.world.put_aside(live, folder)

    def restore(self, _live: Live, a: int, b: int, _c: int) -> None:
        """From a backup; seldom the whole disk, with the count that is kept outside the file."""
        if self.asides:
            name = sorted(self.asides)[a % len(self.asides)]
            # a centre with its whole disk is another story: tests/db/merge/test_mending.py
            whole_disk = b >= SELDOM and name != CENTRE
            self.world.restore(name, self.asides[name], whole_disk=whole_disk)

    def clone(self, live: Live, a: int, b: int, _c: int) -> None:
        if not self.asides:
            self.put_aside(live, 0, 0, 0)
        asides = [self.asides[name] for name in sorted(self.asides) if name != CENTRE]
        if asides and len(self.names) < MOST_COPIES:
            aside = asides[a % len(asides)]
            name = f"{aside.original} {len(self.names)}"
            self.names.append(name)
            self.world.clone(name, aside, whole_disk=b % 3 == 0)

    def lapse(self, live: Live, a: int, b: int, c: int) -> None:
        """A backup is put back, and the others bring only what they think is missing."""
        laptops, centre = self._laptops(), self.world.at(CENTRE)
        if live is centre and b % 3:
            live = self.world.at(laptops[a % len(laptops)])
        name = live.model.name
        is_laptop = name in laptops
        self.put_aside(live, a, b, c)
        self._edit_what_both_know(centre, live, a)
        for up in (False, True):
            if is_laptop:
                self._carry(name, up=up, full=False)
        self.world.restore(name, self.asides[name], whole_disk=b >= SELDOM and is_laptop)
        self._edit_what_both_know(centre, self.world.at(name), a)
        if is_laptop:
            self._carry(name, up=c >= SELDOM, full=False)

    def _edit_what_both_know(self, one: Live, other: Live, number: int) -> None:
        """Write in a scope both hold, the same one for the same number."""
        known = set(self._known(other))
        both = [record for record in self._known(one) if record in known]
        if both:
            record = both[number % len(both)]
            self.world.write(one, record[0], self._edit(one, record, 0, DICE))

    def part(self, live: Live, a: int, b: int, c: int) -> None:
        """A laptop's whole disk is copied, and both go on by themselves."""
        name = live.model.name if live.model.name in self._laptops() else self._laptops()[0]
        if len(self.names) < MOST_COPIES:
            live = self.world.at(name)
            folder = self.folder / f"aside-{self.world.steps}"
            twin = f"{live.original} {len(self.names)}"
            self.names.append(twin)
            self.world.clone(twin, self.world.put_aside(live, folder), whole_disk=True)
            for one, number in ((name, a), (twin, b)):
                self.edit(self.world.at(one), number, c, number)
                self._carry(one, up=True, full=False)

    def mend(self, _live: Live, a: int, b: int, _c: int) -> None:
        """Where a history has parted it is brought together; seldom where it has not."""
        centre, laptops = self.world.at(CENTRE).model, self._laptops()
        parted = [one for one in laptops if self.world.at(one).model.has_parted(centre)]
        if parted or b >= SELDOM:
            among = parted or laptops
            self.world.mend(self.world.at(among[a % len(among)]))

    def set_clock(self, live: Live, a: int, _b: int, _c: int) -> None:
        self.world.clocks[live.model.name] = timedelta(days=365 * YEARS[a % len(YEARS)])
        self.happened("wrong clock")
