from pathlib import Path

import pytest

from kazanlak_case.db.drafts import Drafts, reseal
from kazanlak_case.domain.errors import ExpectedError

KEY = bytes(range(32))


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path, KEY, owner="мая")


def test_draft_is_read_back(drafts: Drafts) -> None:
    drafts.keep("visit", {"note": "Разговор с майката", "minutes": 45, "case": None})
    assert drafts.read("visit") == {"note": "Разговор с майката", "minutes": 45, "case": None}
    assert drafts.names() == ("visit",)


def test_nothing_of_a_draft_can_be_read_on_the_disk(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("visit", {"note": "Разговор с майката"})
    content = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert "майката".encode() not in content
    assert b"note" not in content


def test_empty_draft_drops_the_one_before(drafts: Drafts) -> None:
    drafts.keep("visit", {"note": "х"})
    drafts.keep("visit", {})
    assert drafts.read("visit") == {}
    assert drafts.names() == ()


def test_dropping_what_is_not_there_is_well(drafts: Drafts) -> None:
    drafts.drop("visit")
    assert drafts.read("visit") == {}


def test_damaged_draft_is_as_if_it_never_was(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("visit", {"note": "х"})
    path = next(tmp_path.rglob("*.draft"))
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    assert drafts.read("visit") == {}
    path.write_bytes(b"")
    assert drafts.read("visit") == {}


def test_draft_of_another_key_is_as_if_it_never_was(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("visit", {"note": "х"})
    assert Drafts(tmp_path, bytes(32), owner="мая").read("visit") == {}


def test_nobody_is_shown_the_draft_of_a_colleague(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("visit", {"note": "Разговор с майката"})
    colleague = Drafts(tmp_path, KEY, owner="иван")
    assert colleague.names() == ()
    assert colleague.read("visit") == {}
    colleague.keep("visit", {"note": "Мое"})
    colleague.drop("visit")
    assert drafts.read("visit") == {"note": "Разговор с майката"}


def test_draft_moved_under_the_name_of_a_colleague_does_not_open(
    drafts: Drafts, tmp_path: Path
) -> None:
    drafts.keep("visit", {"note": "Разговор с майката"})
    mine = next(tmp_path.rglob("*.draft"))
    colleague = Drafts(tmp_path, KEY, owner="иван")
    colleague.keep("visit", {"note": "Мое"})
    theirs = next(path for path in tmp_path.rglob("*.draft") if path != mine)
    theirs.write_bytes(mine.read_bytes())
    assert colleague.read("visit") == {}


def test_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file in the way")
    with pytest.raises((ExpectedError, OSError)):
        Drafts(tmp_path, KEY, owner="мая").keep("visit", {"note": "х"})


def test_drafts_of_all_are_read_after_the_file_key_changed(drafts: Drafts, tmp_path: Path) -> None:
    drafts.keep("visit", {"note": "Разговор с майката"})
    Drafts(tmp_path, KEY, owner="иван").keep("visit", {"note": "Мое"})
    other = bytes(reversed(KEY))
    for _time in range(2):  # a power cut may have been in the middle
        reseal(tmp_path, KEY, new=other)
    assert drafts.read("visit") == {}
    assert Drafts(tmp_path, other, owner="мая").read("visit") == {"note": "Разговор с майката"}
    assert Drafts(tmp_path, other, owner="иван").read("visit") == {"note": "Мое"}
