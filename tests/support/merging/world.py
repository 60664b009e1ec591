"""Copies at work: real files and the oracle, told the same things in the same order, and compared."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection

from kazanlak_case.db.canonical import GENESIS
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.db.outgoing import segments_of
from kazanlak_case.db.shorthand import Shorthand
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import AlreadyUndoneError, UndoTooLateError
from kazanlak_case.domain.exchange import LogRange
from support.copies import CENTRE, NOW, originals, places, shut
from support.merging.comparing import Comparing
from support.merging.copying import Parcel
from support.merging.live import (
    MICROSECONDS,
    NEWER_FIELD,
    REFUSALS,
    SITES,
    Aside,
    Draft,
    Live,
    beginnings,
    named,
)
from support.merging.model import ERASE, OWN, Changeset, Log, at_number
from support.newer import NewerBirth, NewerEdit, write_as_newer
from support.stick import Stick


@dataclass(kw_only=True)
class World(Comparing):
    """All that is at work in one history."""

    stick: Stick
    live: dict[str, Live] = field(default_factory=dict)
    clocks: dict[str, timedelta] = field(default_factory=dict)
    """How wrong the clock of each copy is."""
    parcels: list[tuple[Path, Parcel]] = field(default_factory=list)
    bundles: dict[Parcel, str] = field(default_factory=dict)
    """What the program calls the bundles that were merged."""
    by_name: dict[bytes, Changeset] = field(default_factory=lambda: dict(named()))
    by_payload: dict[bytes, Changeset] = field(default_factory=dict)
    """Changesets by what the program calls them, and by the hash of what is said in them, whoever says it."""
    unknown: set[str] = field(default_factory=set)
    """Records of types that only a newer version knows."""
    steps: int = 0

    def at(self, name: str) -> Live:
        """Give a copy; it is opened when it is first needed."""
        if name not in self.live:
            place = places().take()
            shutil.rmtree(place.state, ignore_errors=True)
            made = originals()
            file = place.open(
                made.folder / f"{name}.kcase", made.unlocked[name], state=made.folder / "state"
            )
            model = beginnings()[name].twin()
            self.live[name] = Live(name, place, file, model, {model.replica: model.commits})
            self._same_replica(self.live[name])
        return self.live[name]

    def now(self, live: Live) -> datetime:
        """Give what the clock of a copy says; every step takes it a second."""
        self.steps += 1
        wrong = self.clocks.get(live.model.name, timedelta())
        return NOW + timedelta(days=1, seconds=self.steps) + wrong

    def close(self) -> None:
        """Close all files."""
        for live in self.live.values():
            shut(live.file)
            places().give_back(live.place)
        self.live.clear()

    # what people do ---------------------------------------------------------------------------------------------

    def write(self, live: Live, scope: str, drafts: Sequence[Draft]) -> None:
        """Write one intention here and in the oracle."""
        if not drafts:
            return
        now = self.now(live)
        with live.file.writing(now) as uow:
            written = uow.log.append([draft[0] for draft in drafts], "person_saved", scope=scope)
            self._note(live, uow, scope)
            uow.commit()
        self._written(live, scope, [draft[1:] for draft in drafts], now=now, last=written.undo)

    def write_as_newer(
        self, live: Live, scope: str, change: NewerEdit | NewerBirth, place: str, value: object
    ) -> None:
        """Write what only a newer version knows."""
        now = self.now(live)
        last = write_as_newer(live.file, scope, [change], now=now)
        with live.file.reading(now) as uow:
            self._note(live, uow, scope)
        self._written(live, scope, [(change.id, place, value)], now=now, last=f"-{last}")
        self.happened.add("skew")
        if isinstance(change, NewerBirth):
            self.unknown.add(change.id)

    def _written(
        self,
        live: Live,
        scope: str,
        drafts: Sequence[tuple[str, str, object]],
        *,
        now: datetime,
        last: str,
        undoes: Changeset | None = None,
    ) -> None:
        clock = int(now.timestamp() * MICROSECONDS)
        name, payload = self._noted
        head = live.model.write(clock, scope, drafts, undoes=undoes, name=name)
        self.by_name[name] = self.by_payload[payload] = head
        assert last.endswith(f"-{head.last}"), "what changes something is written, no more"
        self._counted(live)

    def _note(self, live: Live, uow: UnitOfWork, scope: str) -> None:
        """Ask what the program calls the changeset just written."""
        [row] = uow._connection.exec_driver_sql(
            "SELECT s.rid, s.first, s.last, s.hash FROM log AS l JOIN intention AS s ON s.rid = l.rid "
            "WHERE l.replica = ? AND l.scope = ? ORDER BY s.last DESC LIMIT 1",
            (live.file.facts.replica, scope),
        )
        payload = payload_of(uow._connection, live.file.names, row[0], first=row[1], last=row[2])
        self._noted = (row[3], payload)

    def take_back(self, live: Live, which: Changeset) -> None:
        """Take a changeset back, whoever wrote it, by a new one."""
        replica, scope = which.log
        undo = f"{replica.hex()}-{scope}-{which.last}"
        model, now = live.model, self.now(live)
        is_final = any((one.place, one.value) == (OWN, ERASE) for one in which.changes)
        # what only a newer version knows is left as it is
        back = (
            []
            if is_final
            else [
                one
                for one in model.taken_back(scope, which)
                if one[0] not in self.unknown and one[1] != NEWER_FIELD
            ]
        )
        try:
            with live.file.writing(now) as uow:
                written = uow.undo(undo, of_any_copy=True)
                if written.undo:
                    self._note(live, uow, scope)
                uow.commit()
        except AlreadyUndoneError:
            assert model.is_undone(scope, which), "nobody took it back"
            return
        except UndoTooLateError:
            assert is_final, "nothing in it is final"
            return
        assert not is_final
        assert not model.is_undone(scope, which), "it was taken back before"
        if back:
            self._written(live, scope, back, now=now, last=written.undo, undoes=which)
            self.happened.add("taken back")
        else:
            assert not written.undo, "there was nothing to take back"
            model.commits += 1
            self._counted(live)

    def send(self, live: Live, to: str, *, full: bool = False) -> tuple[Path, Parcel]:
        """Write a bundle for a site, and keep it aside."""
        receivers = [one.identity for name, one in beginnings().items() if SITES[name] == to]
        now = self.now(live)
        path = self.stick.export(live.file, to=to, full=full, now=now)
        parcel = live.model.send(to, receivers, full=full)
        self._counted(live)
        if not self.stick.is_real:
            header = self.stick.bundles[path].header
            said = {one.log.key: (one.first - 1, one.last) for one in header.ranges}
            meant = {log: (have, head.last) for log, (have, head) in parcel.ranges.items()}
            assert said == meant, "a bundle carries what its receiver is not known to have"
        self.parcels.append((path, parcel))
        return path, parcel

    def take(self, live: Live, path: Path, parcel: Parcel) -> str:
        """Take a bundle in; it is refused exactly when the oracle says so."""
        report = self.stick.take(live.file, path, now=self.now(live))
        outcome, goes_on = live.model.receive(parcel)
        told = REFUSALS.get(report.code, report.code or report.status)
        assert told == outcome, (told, outcome, report.reason)
        self._counted(live, goes_on=goes_on)
        self.happened.add(outcome)
        if outcome == "merged":
            live.model.taken[-1].by = live.model.replica
            self.bundles[parcel] = report.bundle
            self.check_shown(live)
        return outcome

    def mend(self, live: Live) -> None:
        """Bring a parted history together, from a full bundle of the centre."""
        path, parcel = self.send(self.at(CENTRE), live.model.site, full=True)
        report = self.stick.mend(live.file, path, now=self.now(live))
        assert report.status == "merged", report.reason
        model = live.model
        scopes = {log[1] for log in {*model.heads, *parcel.ranges}}
        brought = [one for _, head in parcel.ranges.values() for one in head.path()]
        meant = {scope: set(model.known(scope)) for scope in scopes}
        for changeset in brought:
            meant[changeset.log[1]].update(changeset.changes)
        with live.file.reading_raw() as connection:
            model.heads = self._adopted(live, connection)
        for scope in scopes:
            known = model.known(scope)
            assert len(known) == len(set(known)), "a branch is written again once"
            assert set(known) == meant[scope], "nothing is lost and nothing added by mending"
        for log, (_, head) in parcel.ranges.items():
            assert at_number(model.heads[log], head.last) is head, "the centre's branch is taken"
        model.time = max(model.time, *(one.time for one in brought))
        model.commits += 1
        model.receipts[parcel.sender] = {log: head.last for log, head in parcel.receipt.items()}
        model.taken.clear()
        self._counted(live, goes_on=True)
        self.happened.add("mend")
        self.check_shown(live)

    def _adopted(self, live: Live, connection: Connection) -> dict[Log, Changeset]:
        """Follow what the program calls things after a mending; what is said in them is the oracle's."""
        heads, contexts = dict[Log, Changeset](), dict[tuple[int, int], dict[Log, int]]()
        logs = {rid: log.key for rid, log in live.file.names.logs().items()}
        for rid, ctx, other, seq in connection.exec_driver_sql(
            "SELECT rid, ctx, other, seq FROM context ORDER BY rid, ctx"
        ):
            contexts.setdefault((rid, ctx), {})[logs[other]] = seq
        for rid, first, last, ctx, hlc, name in connection.exec_driver_sql(
            "SELECT rid, first, last, ctx, hlc, hash FROM intention ORDER BY rid, last"
        ):
            if name not in self.by_name:
                payload = payload_of(connection, live.file.names, rid, first=first, last=last)
                assert payload in self.by_payload, "what is written again is what was written"
                source = self.by_payload[payload]
                assert source.time == hlc, "times stay as they were"
                self.by_name[name] = replace(
                    source,
                    log=logs[rid],
                    last=last,
                    before=heads.get(logs[rid]),
                    context=contexts.get((rid, ctx), {}),
                    name=name,
                )
            heads[logs[rid]] = self.by_name[name]
        return heads

    def undo_import(self, live: Live, which: int) -> None:
        """Take an import out again, if nothing builds on it."""
        taken = live.model.taken[which]
        try:
            with live.file.writing(self.now(live)) as uow:
                uow.exchange.undo_import(self.bundles[taken.parcel])
                uow.commit()
        except UndoTooLateError:
            assert not live.model.undo_import(taken), "nothing builds on this import"
            return
        assert live.model.undo_import(taken), "something builds on this import"
        self._counted(live)
        self.happened.add("import undone")
        self.check_shown(live)

    # what befalls files -----------------------------------------------------------------------------------------

    def put_aside(self, live: Live, folder: Path) -> Aside:
        """Copy a file as it stands, and what its installation counts."""
        self.steps += 1
        live.file._engine.dispose()
        shutil.copytree(live.place.path, folder / "case.kcase")
        shutil.copytree(live.place.state, folder / "state")
        return Aside(live.original, folder, live.model.twin(), dict(live.counts))

    def restore(self, name: str, aside: Aside, *, whole_disk: bool) -> None:
        """Put a file back where it was; with the whole disk the counts go back too, and nobody can tell."""
        live = self.live[name]
        shut(live.file)
        if whole_disk:
            self.imaged.add(live.original)
        state = aside.folder / "state" if whole_disk else None
        self._open(live, aside, state=state, counts=aside.counts if whole_disk else live.counts)

    def clone(self, name: str, aside: Aside, *, whole_disk: bool) -> None:
        """Put a copy of a file on another computer: another installation, unless its whole disk was copied."""
        place = places().take()
        shutil.rmtree(place.state, ignore_errors=True)
        first = self.live[aside.original]
        live = Live(aside.original, place, first.file, replace(first.model, name=name), {})
        self.live[name] = live
        if whole_disk:
            self.imaged.add(aside.original)
        state = aside.folder / "state" if whole_disk else None
        self._open(live, aside, state=state, counts=aside.counts if whole_disk else {})

    def _open(
        self, live: Live, aside: Aside, *, state: Path | None, counts: dict[bytes, int]
    ) -> None:
        unlocked = originals().unlocked[aside.original]
        live.file = live.place.open(aside.folder / "case.kcase", unlocked, state=state)
        live.model = replace(aside.model.twin(), name=live.model.name)
        live.counts, live.checked_at = dict(counts), -1
        known = live.counts.get(live.model.replica)
        self._counted(live, goes_on=known is None or live.model.commits < known)

    def _counted(self, live: Live, *, goes_on: bool = False) -> None:
        """Follow the count kept outside, and who the file writes as."""
        if goes_on:
            assert live.file.facts.replica != live.model.replica, "a new incarnation is due"
            live.model.replica = live.file.facts.replica
            self.happened.add("incarnation")
        self._same_replica(live)
        live.counts[live.model.replica] = live.model.commits

    def _same_replica(self, live: Live) -> None:
        assert live.file.facts.replica == live.model.replica, "no new incarnation is due"


def payload_of(
    connection: Connection, names: Shorthand, rid: int, *, first: int, last: int
) -> bytes:
    """Hash again what a changeset says: its name is not in it, so it outlives a mending."""
    whole = LogRange(names.log(rid), first, last, GENESIS, GENESIS)
    check, payloads = ChainCheck(whole, head=GENESIS, take_from=first, path=""), list[bytes]()
    for segment in segments_of(connection, names, [whole]):
        check.follow(segment)
        payloads += check.payloads
    return payloads[-1]
