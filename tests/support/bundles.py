"""Make-believe changes and the copies that send them, for the tests of bundles."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pyrage

from kazanlak_case.db.copy_keys import CopyKeys
from kazanlak_case.domain.exchange import (
    FORMAT,
    Births,
    Changesets,
    Edits,
    ExportReport,
    Header,
    LogName,
    LogRange,
    Receipt,
    Segment,
)
from kazanlak_case.export.bundle_format import Manifest, Member, opening_of
from kazanlak_case.export.bundle_manifest import write_manifest
from kazanlak_case.export.bundle_read import OpenBundle, open_bundle
from kazanlak_case.export.bundle_segments import QUICK, compress, write_segment
from kazanlak_case.export.bundle_write import write_bundle

BEGINNING = "2022-05-14T10:00:00+00:00"


def an_id(number: int, kind: str = "id") -> bytes:
    """Make 16 bytes that always are the same for the same number."""
    return sha256(f"{kind} {number}".encode()).digest()[:16]


REPLICA = an_id(1, "replica")
SENDER, RECEIVER = an_id(1, "copy"), an_id(2, "copy")
LOG = LogName(REPLICA, "kran", "kran", 1, SENDER)
COMMON_LOG = LogName(REPLICA, "common", "kran", 1, SENDER)


def visits(first: int, last: int, *, log: LogName = LOG, each: int = 3) -> Segment:
    """Make a segment of visits, one edit among every ten changes, a changeset for every `each` of them."""
    numbers = range(first, last + 1)
    edited = [number for number in numbers if number % 10 == 0]
    born = [number for number in numbers if number % 10]
    ends = sorted({*range(first + each - 1, last + 1, each), last})
    return Segment(
        log=log.key,
        first=first,
        last=last,
        changesets=Changesets(
            last=ends,
            hlc=[1_652_522_400_000_000 + end for end in ends],
            at=[f"2022-05-14T10:{end % 60:02d}:00+00:00" for end in ends],
            author=[an_id(end % 3, "user") for end in ends],
            what=["visit_recorded"] * len(ends),
            salt=[an_id(end, "salt") for end in ends],
            moved=[()] * len(ends),
            leaves=[()] * len(ends),
        ),
        births={"service_entry": _births(born)} if born else {},
        edits=Edits(
            seq=edited,
            record=["person"] * len(edited),
            id=[an_id(number % 7, "person") for number in edited],
            field=["phone"] * len(edited),
            old=[None] * len(edited),
            new=[f"0888 {number:06d}" for number in edited],
        ),
    )


def _births(born: Sequence[int]) -> Births:
    return Births(
        seq=list(born),
        id=[an_id(number) for number in born],
        fields={
            "person": [an_id(number % 7, "person") for number in born],
            "provided_on": ["2022-05-13" if number % 2 else "2022-05-14" for number in born],
            "minutes": [15 * (number % 4 + 1) for number in born],
            "note": [f"Посещение № {number}" if number % 3 else None for number in born],
        },
    )


def range_of(segments: Sequence[Segment], log: LogName) -> LogRange:
    """Say which changes of a log the segments hold."""
    own = [segment for segment in segments if segment.log == log.key]
    return LogRange(log, own[0].first, own[-1].last, bytes(32), an_id(own[-1].last, "head") * 2)


@dataclass
class Courier:
    """A sending and a receiving copy, and the folder that stands for the stick."""

    folder: Path
    sender: CopyKeys = field(default_factory=CopyKeys.new)
    receiver: CopyKeys = field(default_factory=CopyKeys.new)

    def header(self, segments: Sequence[Segment], logs: Sequence[LogName] = (LOG,)) -> Header:
        """Make the header that fits the segments."""
        return Header(
            bundle=an_id(1, "bundle"),
            format=FORMAT,
            program="0.1.0",
            sender=SENDER,
            sender_site="kran",
            receiver=RECEIVER,
            receiver_site="municipality",
            sequence=7,
            created=BEGINNING,
            ranges=tuple(range_of(segments, log) for log in logs) if segments else (),
            context=(),
            receipt=Receipt(REPLICA, SENDER, "kran", ()),
            counts={"service_entry": sum(segment.count for segment in segments)},
            segments=len(segments),
        )

    def write(
        self, segments: Sequence[Segment], name: str = "a.kbundle", **others: object
    ) -> ExportReport:
        """Write a bundle as the program does."""
        header = others.pop("header", None) or self.header(segments)
        return write_bundle(
            self.folder / name,
            header,
            segments=others.pop("segments", segments),
            keys=self.sender,
            recipients=[self.receiver.age_recipient],
            **others,
        )

    def open(self, path: Path, **others: object):
        """Open a bundle as the receiving copy does."""
        known = {SENDER: self.sender.sign_public}
        return open_bundle(
            path,
            **{
                "identity": self.receiver.age_identity,
                "signer_of": known.get,
                "receiver_site": "municipality",
                "work_folder": self.folder,
                **others,
            },
        )

    def read(self, path: Path, **others: object) -> list[Segment]:
        """Read all that a bundle holds."""
        bundle: OpenBundle
        with self.open(path, **others) as bundle:
            return list(bundle.segments())

    def plain(
        self,
        segments: Sequence[Segment],
        *,
        header: Header | None = None,
        members: Iterable[bytes] | None = None,
        change: Callable[[bytes], bytes] | None = None,
        seed: bytes | None = None,
    ) -> bytes:
        """Give what stands inside, with parts of it forged."""
        contents = list(
            [compress(write_segment(one), QUICK) for one in segments]
            if members is None
            else members
        )
        listed = tuple(
            Member(f"seg/{number}", len(content), sha256(content).digest())
            for number, content in enumerate(contents, 1)
        )
        header = replace(header or self.header(segments), segments=len(listed))
        manifest = write_manifest(Manifest(header, listed))
        if change is not None:
            manifest = change(manifest)
        return opening_of(manifest, seed or self.sender.sign_seed) + b"".join(contents)

    def seal(self, plain: bytes, name: str = "forged.kbundle") -> Path:
        """Encrypt something to the receiver, as anybody could who knows its public key."""
        path = self.folder / name
        with path.open("wb") as file:
            recipient = pyrage.x25519.Recipient.from_str(self.receiver.age_recipient)
            pyrage.encrypt_io(BytesIO(plain), file, [recipient])
        return path
