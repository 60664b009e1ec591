"""Whom a copy exchanges bundles with, and what it reads theirs with."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.exchange import Header, Progress, no_progress
from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.domain.records import Copy
from kazanlak_case.export.bundle_read import OpenBundle, open_bundle, read_header


def centre_sites(profile: MunicipalityProfile) -> frozenset[str]:
    """Give the sites that houses exchange bundles with."""
    return frozenset(site.code for site in profile.sites if site.kind == "centre")


def believed_copies(uow: UnitOfWork) -> list[Copy]:
    """Give the copies this file takes bundles from: not closed, and for a house only the centre's."""
    centres = centre_sites(uow.profile)
    return [
        copy
        for copy in uow.exchange.copies()
        if copy.closed_on is None and copy.sign_public and (uow.is_centre or copy.site in centres)
    ]


@dataclass(frozen=True, slots=True)
class BundleReader:
    """Who reads: the copy's own key, and whom it believes."""

    identity: str = field(repr=False)
    signers: Mapping[bytes, bytes]
    receiver_site: str | None
    work_folder: Path

    @classmethod
    def of(cls, case_file: CaseFile, *, now: datetime, own_too: bool = False) -> "BundleReader":
        """Read with a case file's keys; `own_too` lets it look into what it wrote itself."""
        with case_file.reading(now) as uow:
            # its own signature it knows; that such a bundle is for another site is told after that
            copies = [*believed_copies(uow), uow.exchange.own_copy()]
            identity = uow.exchange.own_keys().age_identity
        signers = {bytes.fromhex(copy.id): bytes.fromhex(copy.sign_public or "") for copy in copies}
        return cls(identity, signers, None if own_too else case_file.site, case_file.path)

    @contextmanager
    def open(self, path: Path, progress: Progress = no_progress) -> Iterator[OpenBundle]:
        """Verify a bundle and hold it open, as `open_bundle` says."""
        with open_bundle(
            path,
            identity=self.identity,
            signer_of=self.signers.get,
            receiver_site=self.receiver_site,
            work_folder=self.work_folder,
            progress=progress,
        ) as bundle:
            yield bundle

    def header(self, path: Path) -> Header | None:
        """Look at what a bundle says of itself; None if it cannot be read: opening it will tell why."""
        try:
            return read_header(
                path,
                identity=self.identity,
                signer_of=self.signers.get,
                receiver_site=self.receiver_site,
            )
        except ExpectedError:
            return None
