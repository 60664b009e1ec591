"""Carry bundles between the houses and the centre, in good order and in bad."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.backup import backup_case_file, restore_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.demo.houses import House
from kazanlak_case.demo.office import Stage
from kazanlak_case.domain.exchange import ImportReport
from kazanlak_case.export.exchange import export_bundle, import_bundles, rehearse_import
from kazanlak_case.i18n import N_, _

WHAT_HAPPENED = {
    "merged": N_("taken in"),
    "already": N_("already here"),
    "refused": N_("refused"),
}


@dataclass(frozen=True, slots=True)
class Late:
    """The bundle that came after a newer one: its file, and why the newer one had to wait for it."""

    bundle: Path
    newer: Path
    refused_for: str


class Courier:
    """Takes bundles from file to file over the stick, and tells what became of them."""

    def __init__(self, stage: Stage, centre: CaseFile, tell: Callable[[str], None]) -> None:
        self.centre = centre
        self.repeated: Path | None = None
        self.late: Late | None = None
        self._backups: list[Path] = []
        self._stage = stage
        self._tell = tell

    def collect(self, house: House, now: datetime) -> Path:
        """Let a house write its bundle to the stick."""
        written = export_bundle(house.file, self._stage.stick, now=now)
        words = _("{site} writes a bundle: {changes} changes, {kib} KiB")
        kib = -(-written.bytes // 1024)
        self._tell(words.format(site=house.site, changes=written.changes, kib=kib))
        return Path(written.path)

    def deliver(self, bundles: Sequence[Path], now: datetime) -> list[ImportReport]:
        """Let the centre rehearse and take in bundles."""
        rehearsed = rehearse_import(self.centre, bundles, now=now)
        expected = sum(report.new for report in rehearsed)
        self._tell(_("The centre rehearses: {new} new records expected").format(new=expected))
        reports = import_bundles(self.centre, bundles, now=now)
        for report in reports:
            self._tell_report(report)
        return reports

    def deliver_again(self, bundle: Path, now: datetime) -> None:
        """Bring a bundle that was taken in before."""
        self.repeated = bundle
        self.deliver([bundle], now)

    def answer(self, house: House, now: datetime) -> None:
        """Let the centre write its return bundle for a house, and the house take it."""
        written = export_bundle(self.centre, self._stage.stick, to_site=house.site, now=now)
        (report,) = import_bundles(house.file, [Path(written.path)], now=now)
        words = _("The centre answers {site}: {changes} changes, {happened}")
        happened = _(WHAT_HAPPENED[report.status])
        self._tell(words.format(site=house.site, changes=written.changes, happened=happened))

    def back_up(self, now: datetime) -> None:
        """Let the centre make a backup on another disk."""
        made = backup_case_file(self.centre, self._stage.folder / "backup", now=now)
        self._tell(_("The centre makes a backup: {name}").format(name=made.name))
        self._backups.append(made)

    def lose_centre(self) -> None:
        """Let the centre's disk fail, and put the last backup in its place: it goes on as a new incarnation."""
        path = self.centre.path
        self.centre.close()
        shutil.rmtree(path)
        restore_case_file(self._backups[-1], path)
        self.centre = CaseFile.open(path, password=self._stage.password)
        self._tell(_("The centre's disk fails; the backup is restored"))

    def deliver_late(self, newer: Path, late: Path, now: datetime) -> None:
        """Bring a newer bundle first: it waits for the one that the backup does not hold."""
        (report,) = self.deliver([newer], now)
        self.late = Late(late, newer, report.code)
        self._tell(_("The late bundle is brought too: both are taken in, the oldest first"))
        self.deliver([newer, late], now)

    def _tell_report(self, report: ImportReport) -> None:
        words = _(
            "The centre: bundle of {site} {happened}; new {new}, changed {changed}, conflicts {conflicts}, repeats {duplicates}"
        )
        self._tell(
            words.format(
                site=report.sender_site,
                happened=_(WHAT_HAPPENED[report.status]),
                new=report.new,
                changed=report.changed,
                conflicts=report.conflicts,
                duplicates=report.duplicates,
            )
        )
        if report.reason:
            self._tell("  " + report.reason)
