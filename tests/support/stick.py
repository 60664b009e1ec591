"""A stick that lies in memory: bundles as the program makes and takes them, without the sealed file around them.

What is left out is the encryption, the signature and the disk, which have tests of their own and cost most of the
time. A stick that is `real` writes the files as they are.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.findings import Findings
from kazanlak_case.domain.bundle_errors import UnknownSenderError
from kazanlak_case.domain.exchange import ExportReport, Header, ImportReport, LogKey, Segment
from kazanlak_case.export import bundle_export, bundle_import
from kazanlak_case.export.bundle_attachments import PutAside
from kazanlak_case.export.bundle_partners import BundleReader
from kazanlak_case.export.bundle_parts import packed_parts, part
from kazanlak_case.export.bundle_segments import read_segment
from kazanlak_case.export.bundle_spool import SealedSpool
from kazanlak_case.export.bundle_write import nothing_to_note, write_bundle


@dataclass(frozen=True)
class Kept:
    """What a bundle holds."""

    header: Header
    members: tuple[bytes, ...]
    sha256: bytes
    enclosed = PutAside(SealedSpool())
    """No contents of attachments: they have tests of their own."""

    def segments(self, take_from: Mapping[LogKey, int] | None = None) -> Iterator[Segment]:
        for packed in self.members:
            segment = read_segment(packed)
            first = segment.first if take_from is None else take_from.get(segment.log)
            if first is not None and first <= segment.last:
                yield (segment if first <= segment.first else part(segment, first, segment.last))


@dataclass
class Stick:
    """All bundles of a history, by the paths they would have."""

    folder: Path
    is_real: bool = False
    bundles: dict[Path, Kept] = field(default_factory=dict)
    _count: int = 0

    def export(self, file: CaseFile, *, to: str | None, full: bool, now: datetime) -> Path:
        """Write a bundle and keep it."""
        self._count += 1
        path = self.folder / f"{self._count}.kbundle"
        bundle_export.export_bundle(file, path, to_site=to, full=full, now=now)
        return path

    def take(self, file: CaseFile, path: Path, *, now: datetime) -> ImportReport:
        """Take a bundle in, as the window does."""
        [report] = bundle_import.import_bundles(file, [path], now=now)
        return report

    def mend(self, file: CaseFile, path: Path, *, now: datetime) -> ImportReport:
        """Bring a parted history together from a full bundle."""
        return bundle_import.mend_fork(file, path, now=now)

    @contextmanager
    def plugged_in(self) -> Iterator[None]:
        """Let the program find this stick."""
        stick = self

        class Reader:
            def __init__(self, reader: BundleReader) -> None:
                self._reader = reader

            @classmethod
            def of(cls, file: CaseFile, *, now: datetime) -> "Reader":
                return cls(BundleReader.of(file, now=now))

            def header(self, path: Path) -> Header | None:
                kept = stick.bundles.get(path)
                return kept.header if kept else self._reader.header(path)

            @contextmanager
            def open(self, path: Path, _progress: Any = None) -> Iterator[Any]:
                kept = stick.bundles.get(path)
                if kept is None:
                    with self._reader.open(path) as bundle:
                        yield bundle
                    return
                if self._reader.signers.get(kept.header.sender) is None:
                    raise UnknownSenderError
                yield kept

        def write(path: Path, header: Header, **rest: Any) -> ExportReport | None:
            if stick.is_real:
                return write_bundle(path, header, **rest)
            members = tuple(packed for one in rest["segments"] for packed in packed_parts(one))
            stick.bundles[path] = Kept(header, members, hashlib.sha256(str(path).encode()).digest())
            rest.get("leaving", nothing_to_note)()
            return None

        with ExitStack() as stack:
            stack.enter_context(patch.object(bundle_import, "BundleReader", Reader))
            stack.enter_context(patch.object(bundle_export, "write_bundle", write))
            if not stick.is_real:
                stack.enter_context(patch.object(bundle_import, "backup_before_import", _no_backup))
                stack.enter_context(patch.object(Findings, "refresh", _no_findings))
            yield


def _no_findings(_findings: Findings) -> None:
    """Look for no findings: they have tests of their own, and took half of all the time."""


def _no_backup(_file: CaseFile, *, now: datetime) -> None:
    """Keep no backup: it has tests of its own."""
