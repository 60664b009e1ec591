"""A recovery sheet on paper: the letters that open the file, for nobody else's eyes."""

import re
import shutil
import sys

import pypdfium2
import pytest

from conftest import PASSWORD
from kazanlak_case.db import readings
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.installation import Installation
from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.domain.file_errors import CaseFileExistsError, StorageError
from kazanlak_case.domain.key_errors import NoRoleKeyError
from kazanlak_case.domain.sheet_letters import secret_of
from kazanlak_case.export.recovery_sheet_pdf import recovery_sheet_pdf, write_recovery_sheet
from kazanlak_case.services.recovery_sheets import Sheet
from kazanlak_case.services.users import recover

NEW = "друга хубава парола тук"
PSYCHOLOGIST = "psychologist"


@pytest.fixture
def file(templates, tmp_path):
    shutil.copytree(templates["kran"], tmp_path / "kran.kcase")
    state = Installation(tmp_path / "state")
    opened = CaseFile.open(tmp_path / "kran.kcase", password=PASSWORD, installation=state)
    yield opened
    opened.close()


def text_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        assert len(document) == 1, "a sheet is one page"
        return document[0].get_textpage().get_text_bounded()
    finally:
        document.close()


def letters_of(path):
    """Read the groups off the page as somebody at the screen would."""
    groups = [line.replace("\u2009", "").replace(" ", "") for line in text_of(path).splitlines()]
    return " ".join(one for one in groups if re.fullmatch("[0-9A-Z]{5}", one))


def test_printed_letters_open_the_file(file, tmp_path, now):
    out = write_recovery_sheet(file, tmp_path / "лист А.pdf", now=now)
    text = text_of(out)
    for words in ("Лист за възстановяване А", "kran.kcase", "14.11.2022", "касата на общината"):
        assert words in text
    letters = letters_of(out)
    assert len(secret_of(letters)) == 20
    assert readings.readings(file)[-1].what == "recovery_sheet"
    file.close()
    recover(file.path, sheet=letters, user="head", new_password=NEW)
    CaseFile.open(file.path, password=NEW).close()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of files are others there")
def test_only_its_owner_may_read_it(file, tmp_path, now):
    out = write_recovery_sheet(file, tmp_path / "a.pdf", now=now)
    assert out.stat().st_mode & 0o077 == 0


def test_a_sheet_that_cannot_be_written_leaves_the_one_before(file, tmp_path, now):
    first = letters_of(write_recovery_sheet(file, tmp_path / "a.pdf", now=now))
    taken = tmp_path / "b.pdf"
    taken.write_bytes(b"x")
    with pytest.raises(CaseFileExistsError):
        write_recovery_sheet(file, taken, now=now)
    with pytest.raises(StorageError):
        write_recovery_sheet(file, tmp_path / "no" / "a.pdf", now=now)
    with pytest.raises(UnfitTargetError):
        write_recovery_sheet(file, tmp_path / "a.txt", now=now)
    with pytest.raises(NoRoleKeyError):
        write_recovery_sheet(file, tmp_path / "c.pdf", now=now, secret=PSYCHOLOGIST)
    assert not (tmp_path / "c.pdf").exists()
    assert sorted(one.name for one in tmp_path.glob("*.pdf")) == ["a.pdf", "b.pdf"]
    file.close()
    recover(file.path, sheet=first, user="head", new_password=NEW)


def test_the_widest_letters_stay_in_one_line(file, tmp_path, now):
    widest = Sheet(" ".join(["WWWWW", "MMMMM"] * 4), "", "kran.kcase", "kran", now.date())
    out = tmp_path / "w.pdf"
    out.write_bytes(recovery_sheet_pdf(widest, file.profile, now=now))
    assert letters_of(out) == widest.letters
