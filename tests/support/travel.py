"""A centre and a house that know each other, as files closed and ready for commands."""

import functools
import tempfile
from pathlib import Path

from conftest import CHEAP, NOW, PASSWORD
from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.records import Person
from kazanlak_case.export.starter import enrol, prepare
from kazanlak_case.paths import resource
from kazanlak_case.services.people import save_person

SITES = ("kran", "razhena")


@functools.cache
def acquainted() -> dict[str, Path]:
    """Make the centre and two houses once for all tests; each copies what it needs."""
    folder = Path(tempfile.mkdtemp(prefix="acquainted-"))
    text = resource("profiles/kazanlak.toml").read_text("utf-8")
    files = {site: folder / f"{site}.kcase" for site in ("municipality", *SITES)}
    centre = create_case_file(
        files["municipality"],
        NewFile("municipality", "centre", text),
        password=PASSWORD,
        now=NOW,
        cost=CHEAP,
    )
    for site in SITES:
        starter = folder / f"{site}.kstarter"
        prepare(centre, site, starter, password=PASSWORD, now=NOW, cost=CHEAP)
        enrol(starter, files[site], one_time_password=PASSWORD, new_password=PASSWORD, now=NOW)
    centre.close()
    return files


def write_people(path: Path, *names: str, number: str | None = None) -> list[str]:
    """Write people into a case file, and give their ids; the first has the number."""
    file = CaseFile.open(path, password=PASSWORD)
    with file.writing(NOW) as uow:
        for name in names:
            given, _space, family = name.partition(" ")
            values = {"given_name": given, "family_name": family}
            if number and name == names[0]:
                values |= {"id_type": "egn", "national_id": number}
            save_person(uow, None, values)
        ids = [one.id for one in uow.records.all(Person)]
    file.close()
    return ids


def change_phone(path: Path, person: str, phone: str) -> None:
    """Change somebody's phone."""
    file = CaseFile.open(path, password=PASSWORD)
    with file.writing(NOW) as uow:
        save_person(uow, person, {"phone": phone})
    file.close()
