"""A house that turned hostile, and everybody else who would like the centre to believe a bundle.

The house is known: its signature is right, it holds the centre's public key, and it may write anything. Whatever it
signs must still be refused where it is not what the format says; a stranger and a spoiled stick must be refused as well.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import msgpack
import pyrage

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.db.merge.chain_check import ChainCheck
from kazanlak_case.domain.changes import Born, Deleted, Edited
from kazanlak_case.domain.exchange import Header, LogRange, Segment
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records import Person
from kazanlak_case.export.bundle_export import _outgoing
from kazanlak_case.export.bundle_format import MAGIC, Manifest, Member, opening_of
from kazanlak_case.export.bundle_import import import_bundles
from kazanlak_case.export.bundle_manifest import canonical_json, write_manifest
from kazanlak_case.export.bundle_segments import QUICK, compress, write_segment
from support.copies import LAPTOPS, NOW, Place, originals, places
from support.courier import carry

Tree = dict[Any, Any]


@dataclass(frozen=True)
class Bundle:
    """A bundle still open to be changed: its header and its segments."""

    header: Header
    segments: tuple[Segment, ...]

    @property
    def members(self) -> list[bytes]:
        """The segments as they travel."""
        return [compress(write_segment(one), QUICK) for one in self.segments]

    def with_chain(self, *segments: Segment) -> "Bundle":
        """Put other changes of the same log in, with a chain that is right."""
        [wanted] = self.header.ranges
        made = replace(wanted, last=segments[-1].last, head=_head(wanted, segments))
        return Bundle(replace(self.header, ranges=(made,)), segments)


def _head(wanted: LogRange, segments: Sequence[Segment]) -> bytes:
    check = ChainCheck(wanted, head=wanted.previous, take_from=wanted.first, path="")
    for segment in segments:
        check.follow(segment)
    return check.head


@dataclass
class World:
    """The centre that is to be deceived, and what the others hold."""

    place: Place
    centre: CaseFile
    keys: dict[str, CopyKeys]
    """Of the hostile house, a house that was closed, and another house."""
    copies: dict[str, bytes]
    new: Bundle
    """What the centre has not, and would take."""
    whole: Bundle
    """All that the house ever wrote, a part of which the centre has."""
    taken: bytes
    """A bundle that the centre took in."""
    foreign: RecordId
    """A person of another house."""

    def seal(self, plain: bytes, *to: str) -> bytes:
        """Encrypt something as anybody can who has the public key."""
        keys = [self.keys[one].age_recipient for one in to or ("centre",)]
        sealed: bytes = pyrage.encrypt(
            plain, [pyrage.x25519.Recipient.from_str(key) for key in keys]
        )
        return sealed

    def plain(
        self,
        bundle: Bundle,
        *,
        members: Sequence[bytes] | None = None,
        change: Callable[[Tree], object] | None = None,
        signer: str = "kran-1",
    ) -> bytes:
        """Write the inside of a bundle, with members or manifest changed before it is signed."""
        contents = bundle.members if members is None else list(members)
        listed = tuple(
            Member(f"seg/{number}", len(content), sha256(content).digest())
            for number, content in enumerate(contents, 1)
        )
        header = replace(bundle.header, segments=len(listed))
        text = write_manifest(Manifest(header, listed))
        if change is not None:
            tree = json.loads(text)
            change(tree)
            text = canonical_json(tree)
        return self.signed(text, signer) + b"".join(contents)

    def signed(self, text: bytes, signer: str = "kran-1") -> bytes:
        """Put the opening before a manifest of any kind."""
        return opening_of(text, self.keys[signer].sign_seed)


def parts_of(plain: bytes) -> tuple[bytes, bytes, bytes]:
    """Take an inside apart: manifest, signature, members."""
    end = 12 + int.from_bytes(plain[8:12], "big")
    return plain[12:end], plain[end : end + 64], plain[end + 64 :]


def joined(text: bytes, signature: bytes, rest: bytes) -> bytes:
    """Put an inside together again, whatever it is."""
    return MAGIC + len(text).to_bytes(4, "big") + text + signature + rest


def repacked(segment: Segment, change: Callable[[Tree], object]) -> bytes:
    """Change a segment's tree as no writer of ours could, and pack it again as a member."""
    tree = msgpack.unpackb(write_segment(segment), strict_map_key=False)
    change(tree)
    return compress(msgpack.packb(tree, use_bin_type=True), QUICK)


def make_world() -> World:
    """Let a house work, send, be answered and work on; close another copy; then leave the centre alone with them."""
    made, opened = originals(), {}
    taken_places = {name: places().take() for name in ("centre", *LAPTOPS)}
    for name, place in taken_places.items():
        state = made.folder / "state"
        opened[name] = place.open(made.folder / f"{name}.kcase", made.unlocked[name], state=state)
    house, centre = opened["kran-1"], opened["centre"]
    _write(house, "Асен", "Роза")
    whole = _bundle(house, full=True)
    carry(opened["razhena-1"], centre, now=NOW)
    keys, copies = {}, {}
    for name, file in opened.items():
        with file.reading(NOW) as uow:
            keys[name] = uow.exchange.own_keys()
            copies[name] = file.facts.copy
    world = World(
        taken_places["centre"], centre, keys, copies, whole, whole, b"", RecordId("00" * 16)
    )
    world.taken = world.seal(world.plain(whole), "centre", "kran-1")
    _close_copy(centre, copies["kran-2"])
    path = taken_places["centre"].path.parent / "taken.kbundle"
    path.write_bytes(world.taken)
    [report] = import_bundles(centre, [path], now=NOW)
    assert report.status == "merged", report
    path.unlink()
    carry(centre, house, now=NOW)
    _write(house, "Иво", "Деница", "Емил")
    world.new, world.whole = _bundle(house), _bundle(house, full=True)
    [(_, _, foreign)] = [one for one in made.people if one[0] == "razhena"]
    world.foreign = RecordId(foreign)
    assert len(world.new.header.ranges) == 1
    for name, file in opened.items():
        if name != "centre":
            file._engine.dispose()
            file._lock.release()
    return world


def _write(file: CaseFile, *names: str) -> None:
    """Write people, an edit of each, and a delete of one."""
    for number, name in enumerate(names):
        now = NOW + timedelta(minutes=number)
        with file.writing(now) as uow:
            person = Person(id=uow.new_id(), given_name=name, born_on=date(1985, 3, 10))
            uow.log.append([Born(person)], "person_saved")
            uow.log.append([Edited("person", person.id, {"note": f"{name} " * 9})], "person_saved")
            if not number:
                uow.log.append([Deleted("person", person.id)], "person_deleted")
            uow.commit()


def _close_copy(centre: CaseFile, copy: bytes) -> None:
    with centre.writing(NOW) as uow:
        closed = Edited("copy", RecordId(copy.hex()), {"closed_on": NOW.date()})
        uow.log.append([closed], "copy_closed")
        uow.commit()


def _bundle(file: CaseFile, *, full: bool = False) -> Bundle:
    with file.reading(NOW) as uow:
        header = _outgoing(uow, "municipality", full=full).header
        return Bundle(header, tuple(uow.exchange.segments(header.ranges)))
