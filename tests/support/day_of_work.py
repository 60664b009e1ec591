"""A day at work in a process of its own, with mistakes in it; run by tests/faults/test_no_leaks.py, which looks for traces.

What it is told of secrets comes by standard input, and what it makes for people goes under `out/`.
"""

import contextlib
import json
import logging
import os
import sys
import threading
from datetime import UTC, date, datetime
from pathlib import Path

from kazanlak_case import __main__ as program
from kazanlak_case import i18n, paths, settings
from kazanlak_case.db import calibration
from kazanlak_case.db.backup import backup_case_file
from kazanlak_case.db.birth import NewFile, create_case_file
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.drafts import Drafts
from kazanlak_case.db.passwords import Cost
from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.crash import keep_values_back
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.records import Person
from kazanlak_case.services import users
from kazanlak_case.services.people import save_person

NOW = datetime(2022, 11, 14, 9, 30, tzinfo=UTC)


class Spelled:
    """Says a secret when it is printed, as any record does."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def __del__(self) -> None:
        raise ValueError(self.secret)


def main() -> None:
    told = json.loads(sys.stdin.read())
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    keep_values_back()
    opened: list[str] = []
    sys.addaudithook(lambda name, args: _note(opened, name, args))
    calibration.remember(Cost(64, 3))
    path = paths.case_folder() / "kran.kcase"
    path.parent.mkdir(parents=True)
    profile = paths.resource("profiles/kazanlak.toml").read_text("utf-8")
    create_case_file(
        path, NewFile("kran", "house", profile), password=told["password"], now=NOW
    ).close()
    made = _work(path, told)
    _window(path)
    _mistakes(path, told)
    proc = Path("/proc/self")
    told_about = {
        **made,
        "cmdline": (proc / "cmdline").read_text("utf-8", "replace"),
        "environment": (proc / "environ").read_text("utf-8", "replace") + str(dict(os.environ)),
        "temporary": opened,
    }
    (Path.cwd() / "made.json").write_text(json.dumps(told_about), "utf-8")
    # at last a mistake that nobody catches
    raise ValueError(told["name"], told["national_id"], told["password"])


def _note(opened: list[str], name: str, args: tuple[object, ...]) -> None:
    if name in {"tempfile.mkstemp", "tempfile.mkdtemp"}:
        opened.append(str(args[0]))


def _work(path: Path, told: dict[str, str]) -> dict[str, object]:
    """Sign in, write, search, draft, add a colleague, make sheets and backups, export."""
    out = Path.cwd() / "out"
    file = CaseFile.open(path, password=told["password"])
    values = {
        "given_name": told["name"],
        "national_id": told["national_id"],
        "id_type": "egn",
        "note": told["note"],
        "born_on": date(1985, 3, 10),
    }
    with file.writing(NOW) as uow:
        save_person(uow, None, values)
    with file.reading(NOW) as uow:
        assert uow.search.people(told["name"])
        assert uow.search.people(told["national_id"])
    Drafts(path, file.unlocked.drafts_key, owner="head").keep("person-1", {"note": told["note"]})
    one_time = users.add_user(
        file, name="colleague", display_name=None, role="social_worker", staff_member=None, now=NOW
    )
    sheet = users.recovery_sheet(file, now=NOW)
    backup_case_file(file, path / "backup", now=NOW)
    with file.reading(NOW) as uow:
        keys = uow.exchange.own_keys()
    secrets = [
        bytes(file.unlocked.file_keys[1]).hex(),
        file.unlocked.database_keys()[0].hex(),
        bytes(file.unlocked.private).hex(),
        keys.age_identity,
        keys.sign_seed.hex(),
    ]
    file.close()
    words = ["--password-file", str(Path.cwd() / "password.txt"), "--now", "2022-11-14"]
    for call in (
        ["list", str(path), "person", "--xlsx", str(out / "people.xlsx"), *words],
        ["list", str(path), "no_such_type", *words],
        ["report", str(path), "no-such", "--out", str(out / "a.xlsx"), *words],
        ["export", str(path), str(out), *words],
        ["verify", str(path), *words],
        ["import", str(path), str(out / "people.xlsx"), *words],
    ):
        program.main(call)
    return {"secrets": [*secrets, one_time, sheet.letters]}


def _window(path: Path) -> None:
    """Open the window as the program does, choose another language, and close it."""
    from PySide6.QtWidgets import QApplication

    from kazanlak_case import app

    qt = QApplication([])
    shell = app.make_window(qt, app.clock_from(NOW.isoformat()))
    shell.show()
    qt.processEvents()
    liked = settings.load(paths.settings_file())
    settings.save(paths.settings_file(), liked)
    i18n.use_language("bg", locale_dir=paths.locale_folder())
    shell.hide()


def _mistakes(path: Path, told: dict[str, str]) -> None:
    """Type wrong passwords; make errors in the database, in a thread and where nobody can catch them."""
    for _ in range(2):
        with contextlib.suppress(ExpectedError):
            CaseFile.open(path, password=told["wrong"])
    file = CaseFile.open(path, password=told["password"])
    try:
        with file.writing(NOW) as uow:
            person = Person(id=uow.new_id(), given_name=told["name"], note=told["note"])
            for _ in range(2):
                uow.log.append([Born(person)], "person_saved")
    except Exception as error:
        logging.getLogger("test").exception("the database refused")
        sys.stderr.write(f"{error!r} {error.__cause__!r}\n")
    else:
        raise AssertionError("the database took it")
    thread = threading.Thread(target=_fail, args=(told["name"],))
    thread.start()
    thread.join()
    spelled = Spelled(told["note"])
    del spelled
    file.close()


def _fail(secret: str) -> None:
    raise RuntimeError(secret)


if __name__ == "__main__":
    main()
