"""Set the story's stage: the central copy, the staff of the profile's posts, and a starter for each house."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.passwords import CHEAPEST
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import UnknownSiteError
from kazanlak_case.domain.fields import Value
from kazanlak_case.domain.file_errors import CaseFileExistsError
from kazanlak_case.domain.profile import MunicipalityProfile, SiteProfile
from kazanlak_case.domain.records import Site, StaffMember, User
from kazanlak_case.export.starter import enrol, prepare
from kazanlak_case.i18n import _
from kazanlak_case.paths import PROFILE, resource
from kazanlak_case.services.records import save_record

NOTICE = "PRACTICE.txt"
"""Stands in the folder from the first moment: what lies beside it may be thrown away."""
MADE, CHANGED = "record_made", "record_changed"


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the story takes place."""

    folder: Path
    profile: MunicipalityProfile
    password: str

    @classmethod
    def prepared(cls, folder: Path, password: str) -> "Stage":
        """Look at the place before anything is made.

        Raises:
            CaseFileExistsError: There is practice data already.
        """
        profile = MunicipalityProfile.parse(resource(PROFILE).read_text("utf-8"))
        stage = cls(folder, profile, password)
        for site in profile.sites:
            if stage.file_of(site.code).exists():
                raise CaseFileExistsError(path=str(stage.file_of(site.code)))
        for part in (stage.stick, stage.reports, stage.starters):
            part.mkdir(parents=True, exist_ok=True)
        notice = _("Everything in this folder is made up, for practice. Nobody here is real.")
        (folder / NOTICE).write_text(f"{notice}\n", encoding="utf-8")
        return stage

    @property
    def stick(self) -> Path:
        """The stick that travels between the houses and the municipality."""
        return self.folder / "stick"

    @property
    def reports(self) -> Path:
        """Where the reports are written."""
        return self.folder / "reports"

    @property
    def starters(self) -> Path:
        """Where the starters are written."""
        return self.folder / "starters"

    def file_of(self, site: str) -> Path:
        """Give the case file of a site."""
        return self.folder / f"{site}.kcase"

    @property
    def centre(self) -> SiteProfile:
        """The municipality.

        Raises:
            UnknownSiteError: The profile has no central copy.
        """
        for site in self.profile.sites:
            if site.kind == "centre":
                return site
        raise UnknownSiteError(site="centre", sites="")

    @property
    def houses(self) -> list[SiteProfile]:
        """The houses, in the profile's order."""
        return [site for site in self.profile.sites if site.kind == "house"]


def make_centre(stage: Stage, now: datetime) -> CaseFile:
    """Make the central copy. Its password is as cheap to check as is allowed: the people are made up."""
    site = stage.centre.code
    new = NewFile(site, "centre", stage.profile.text, practice=True)
    return create_case_file(
        stage.file_of(site), new, password=stage.password, now=now, cost=CHEAPEST
    )


def hire_staff(centre: CaseFile, head: str, names: Sequence[str], *, now: datetime) -> int:
    """Enter the staff of every post the profile has, as far as there are names; and name the centre's first user."""
    with centre.writing(now) as uow:
        sites = {site.code: site.id for site in uow.records.find(Site)}
        hired = list(zip(_posts(uow.profile), names, strict=False))
        for (site, role), name in hired:
            person = _named(name) | {"role": role, "site": sites[site]}
            save_record(uow, StaffMember, None, person, what=MADE)
        _name_head(uow, head)
    return len(hired)


def _posts(profile: MunicipalityProfile) -> Iterator[tuple[str, str]]:
    """List the posts of the profile: (site, role)."""
    for post in tomllib.loads(profile.text).get("staff_posts", []):
        for role in post["roles"]:
            yield post["site"], role


def open_house(stage: Stage, centre: CaseFile, site: str, *, now: datetime) -> CaseFile:
    """Prepare a house at the centre and enrol it; both with the story's password."""
    starter = prepare(
        centre, site, stage.starters, password=stage.password, now=now, cost=CHEAPEST
    ).path
    enrol(
        starter,
        stage.file_of(site),
        one_time_password=stage.password,
        new_password=stage.password,
        now=now,
    )
    return CaseFile.open(stage.file_of(site), password=stage.password)


def introduce_head(house: CaseFile, name: str, *, now: datetime) -> None:
    """Give the head of a house a name instead of the first user's."""
    with house.writing(now) as uow:
        _name_head(uow, name)


def _name_head(uow: UnitOfWork, name: str) -> None:
    save_record(uow, User, uow.user.id, {"display_name": name}, what=CHANGED)
    if uow.user.staff_member:
        sites = uow.records.find(Site, code=uow.site)
        values: dict[str, Value] = {**_named(name), "site": sites[0].id}
        save_record(uow, StaffMember, uow.user.staff_member, values, what=CHANGED)


def _named(name: str) -> dict[str, Value]:
    given, _space, family = name.partition(" ")
    return {"given_name": given, "family_name": family}
