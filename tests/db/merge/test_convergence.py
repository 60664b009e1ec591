"""Whatever the order of bundles, all copies that hold the same changes say the same, and nothing typed is gone.

The oracle below is the meaning of the merge once more, in plain Python: the state of a place is the set of edits
that no other edit has seen past (design.md, section 4). It shares no code with the product.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from kazanlak_case.db import keys
from kazanlak_case.db.birth import NewFile, create_case_file, create_starter
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.passwords import Cost
from kazanlak_case.db.server.address import parse_address
from kazanlak_case.db.server.connecting import make_server_engine
from kazanlak_case.db.server.moving import move_to_server
from kazanlak_case.db.server.server_file import ServerFile
from kazanlak_case.db.verify import verify
from kazanlak_case.domain.changes import Born, Deleted, Edited, Kept
from kazanlak_case.domain.records import Person
from support.courier import carry
from support.server import Server

NOW = datetime(2022, 11, 14, 9, 30, tzinfo=UTC)
PASSWORD = "четири думи стигат тук"
COPIES = ("centre", "first", "second")
FIELDS = ("given_name", "phone")
OWN = ""


@dataclass(frozen=True)
class Event:
    """One edit: which record and field, what value, and all that its author had seen."""

    number: int
    record: int
    field: str
    value: str
    seen: frozenset[int]


@dataclass
class Oracle:
    """Who knows which edits."""

    events: list[Event] = field(default_factory=list)
    known: dict[str, set[int]] = field(default_factory=lambda: {copy: set() for copy in COPIES})
    born: dict[str, set[int]] = field(default_factory=lambda: {copy: set() for copy in COPIES})

    def write(self, copy: str, record: int, place: str, value: str) -> None:
        edit = Event(len(self.events), record, place, value, frozenset(self.known[copy]))
        self.events.append(edit)
        self.known[copy].add(edit.number)

    def carry(self, source: str, target: str) -> None:
        self.known[target] |= self.known[source]
        self.born[target] |= self.born[source]

    def standing(self, copy: str, record: int, place: str) -> list[Event]:
        there = [self.events[at] for at in self.known[copy]]
        there = [one for one in there if (one.record, one.field) == (record, place)]
        return [one for one in there if not any(one.number in other.seen for other in there)]

    def hidden(self, copy: str, record: int) -> bool:
        own = self.standing(copy, record, OWN)
        if not own or any(one.value == "keep" for one in own):
            return False
        return all(
            any(one.number in delete.seen for delete in own)
            for one in self._field_edits(copy, record)
        )

    def asks(self, copy: str, record: int) -> bool:
        own = self.standing(copy, record, OWN)
        deletes = [one for one in own if one.value == "delete"]
        if len(deletes) != len(own):
            return bool(deletes)
        unseen = [
            one
            for one in self._field_edits(copy, record)
            if not any(one.number in delete.seen for delete in deletes)
        ]
        return any(not all(delete.number in one.seen for delete in deletes) for one in unseen)

    def _field_edits(self, copy: str, record: int) -> list[Event]:
        return [one for place in FIELDS for one in self.standing(copy, record, place)]


@pytest.fixture(scope="module")
def originals(
    tmp_path_factory: pytest.TempPathFactory, profile_text: str
) -> tuple[Path, dict[str, keys.Unlocked]]:
    """A centre and two laptops of one house, made once."""
    folder = tmp_path_factory.mktemp("originals")
    cheap = Cost(memory=64, passes=3)
    with_centre = create_case_file(
        folder / "centre.kcase",
        NewFile("municipality", "centre", profile_text),
        password=PASSWORD,
        now=NOW,
        cost=cheap,
    )
    for name in COPIES[1:]:
        create_starter(
            folder / f"{name}.kcase",
            with_centre,
            site="kran",
            password=PASSWORD,
            now=NOW,
            cost=cheap,
        )
    with_centre.close()
    unlocked = {name: keys.unlock(folder / f"{name}.kcase", "head", PASSWORD) for name in COPIES}
    return folder, unlocked


@pytest.fixture
def fresh(
    originals: tuple[Path, dict[str, keys.Unlocked]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], dict[str, CaseFile]]]:
    """Open fresh copies of the originals, without deriving keys each time."""
    folder, unlocked = originals
    opened: list[tuple[Path, dict[str, CaseFile]]] = []

    def make() -> dict[str, CaseFile]:
        close()
        home = tmp_path_factory.mktemp("copies")
        files = {}
        for name in COPIES:
            path = home / f"{name}.kcase"
            shutil.copytree(folder / path.name, path)
            files[name] = CaseFile(
                path,
                unlocked[name],
                lock=CaseLock.take(path, user="head"),
                installation=Installation(home / name),
            )
            files[name].load()
        opened.append((home, files))
        carry(files["centre"], files["first"], now=NOW)
        return files

    def close() -> None:
        while opened:
            home, files = opened.pop()
            for file in files.values():
                file._engine.dispose()
                file._lock.release()
            shutil.rmtree(home, ignore_errors=True)

    yield make
    close()


@pytest.fixture(scope="module")
def centre_database(
    server: Server,
    originals: tuple[Path, dict[str, keys.Unlocked]],
    tmp_path_factory: pytest.TempPathFactory,
) -> str:
    """Move a copy of the centre to a server, once."""
    name, path = server.make(), tmp_path_factory.mktemp("moved") / "centre.kcase"
    shutil.copytree(originals[0] / path.name, path)
    move_to_server(CaseFile.open(path, password=PASSWORD), parse_address(server.address(name)))
    return name


@pytest.fixture
def fresh_on_server(
    fresh: Callable[[], dict[str, CaseFile]],
    server: Server,
    centre_database: str,
    originals: tuple[Path, dict[str, keys.Unlocked]],
    tmp_path: Path,
) -> Iterator[Callable[[], dict[str, CaseFile]]]:
    """Open fresh copies, the centre's on the server."""
    made: list[tuple[str, ServerFile]] = []

    def make() -> dict[str, CaseFile]:
        drop()
        files, name = fresh(), server.make(centre_database)
        address = parse_address(server.address(name))
        engine = make_server_engine(address)
        here = Installation(tmp_path / name)
        centre = ServerFile(address, originals[1]["centre"], engine=engine, installation=here)
        made.append((name, centre))
        centre.load()
        carry(centre, files["first"], now=NOW)
        return {**files, "centre": centre}

    def drop() -> None:
        while made:
            name, centre = made.pop()
            centre._engine.dispose()
            server.drop(name)

    yield make
    drop()


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("edit"), st.sampled_from(COPIES), st.integers(0, 2), st.sampled_from(FIELDS)
        ),
        st.tuples(st.just("delete"), st.sampled_from(COPIES), st.integers(0, 2), st.just(OWN)),
        st.tuples(st.just("keep"), st.sampled_from(COPIES), st.integers(0, 2), st.just(OWN)),
        st.tuples(st.just("up"), st.sampled_from(COPIES[1:]), st.just(0), st.just(OWN)),
        st.tuples(st.just("down"), st.sampled_from(COPIES[1:]), st.just(0), st.just(OWN)),
    ),
    min_size=3,
    max_size=18,
)
CLOCKS = st.lists(st.integers(-15 * 365, 15 * 365), min_size=3, max_size=3)


@given(steps=STEPS, clocks=CLOCKS)
@settings(max_examples=25)
def test_all_copies_end_the_same_and_as_the_oracle_says(
    fresh: Callable[[], dict[str, CaseFile]],
    steps: list[tuple[str, str, int, str]],
    clocks: list[int],
) -> None:
    _live(fresh(), steps, clocks)


@given(steps=STEPS, clocks=CLOCKS)
@settings(max_examples=6)
def test_all_copies_end_the_same_where_the_centre_is_on_a_server(
    fresh_on_server: Callable[[], dict[str, CaseFile]],
    steps: list[tuple[str, str, int, str]],
    clocks: list[int],
) -> None:
    _live(fresh_on_server(), steps, clocks)


def _live(
    files: dict[str, CaseFile], steps: list[tuple[str, str, int, str]], clocks: list[int]
) -> None:
    oracle = Oracle()
    times = {copy: NOW + timedelta(days=days) for copy, days in zip(COPIES, clocks, strict=True)}
    people = _born_and_spread(files, oracle)
    for number, (what, copy, record, place) in enumerate(steps):
        if what in {"up", "down"}:
            source, target = (copy, "centre") if what == "up" else ("centre", copy)
            carry(files[source], files[target], now=NOW)
            oracle.carry(source, target)
        else:
            _write(
                files[copy],
                oracle,
                copy,
                (what, record, place, f"v{number}"),
                people=people,
                now=times[copy],
            )
    for _ in range(2):
        for copy in COPIES[1:]:
            carry(files[copy], files["centre"], now=NOW)
            oracle.carry(copy, "centre")
        for copy in COPIES[1:]:
            carry(files["centre"], files[copy], now=NOW)
            oracle.carry("centre", copy)
    _check(files, oracle, people)


def _born_and_spread(files: dict[str, CaseFile], oracle: Oracle) -> list[Person]:
    people = []
    with files["first"].writing(NOW) as uow:
        for number in range(3):
            people.append(Person(id=uow.new_id(), given_name=f"Лице {number}"))
            uow.log.append([Born(people[-1])], "person_saved")
        uow.commit()
    carry(files["first"], files["centre"], now=NOW)
    carry(files["centre"], files["second"], now=NOW)
    for copy in COPIES:
        oracle.born[copy] = {0, 1, 2}
    return people


def _write(
    file: CaseFile,
    oracle: Oracle,
    copy: str,
    step: tuple[str, int, str, str],
    *,
    people: list[Person],
    now: datetime,
) -> None:
    what, record, place, value = step
    person = people[record]
    if (what == "delete" and oracle.hidden(copy, record)) or (
        what == "keep" and not oracle.hidden(copy, record)
    ):
        return
    change = {
        "edit": Edited("person", person.id, {place: value}),
        "delete": Deleted("person", person.id),
        "keep": Kept("person", person.id),
    }[what]
    with file.writing(now) as uow:
        uow.log.append([change], "person_saved")
        uow.commit()
    oracle.write(copy, record, place, value if what == "edit" else what)


def _check(files: dict[str, CaseFile], oracle: Oracle, people: list[Person]) -> None:
    verified = {copy: verify(file) for copy, file in files.items()}
    assert all(one.ok for one in verified.values()), [one.checks for one in verified.values()]
    assert len({one.scopes["kran"] for one in verified.values()}) == 1
    assert len({one.digest for one in verified.values()}) == 1
    with files["centre"].reading(NOW) as uow:
        conflicts = {
            (one.id, one.field): {value.value for value in one.values}
            for one in uow.history.conflicts()
        }
        for record, person in enumerate(people):
            assert uow.records.is_visible("person", person.id) != oracle.hidden("centre", record)
            assert ((person.id, OWN) in conflicts) == oracle.asks("centre", record)
            event(f"own place asked: {(person.id, OWN) in conflicts}")
            now = uow.records.get(Person, person.id)
            for place in FIELDS:
                standing = {one.value for one in oracle.standing("centre", record, place)}
                event(f"standing values: {min(len(standing), 3)}")
                assert getattr(now, place) in (standing or {getattr(person, place)})
                assert conflicts.get((person.id, place), set()) == (
                    standing if len(standing) > 1 else set()
                )
            typed = {
                one.value for one in oracle.events if one.record == record and one.field in FIELDS
            }
            seen = {
                entry.new
                for entry in uow.history.of_record("person", person.id)
                if entry.kind == "edited"
            }
            assert typed <= seen
