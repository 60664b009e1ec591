"""A form of paper at the terminal: named, blank, filled, refused."""

import pytest

from conftest import NOW, PASSWORD
from kazanlak_case.db.casefile import CaseFile
from support.paper import write_papers


@pytest.fixture
def papers(house):
    file = CaseFile.open(house, password=PASSWORD)
    with file.writing(NOW) as uow:
        made = write_papers(uow)
    file.close()
    return made


def test_forms_are_named(terminal):
    answer = terminal.run("form", "--list", "--json")
    assert len(answer.json) == 21


def test_filled_form_gets_its_number_and_a_blank_one_none(terminal, house, papers):
    out = terminal.folder / "plan.pdf"
    source = ("--source", papers.of("plan"))
    first = terminal.open("form", house, "support_plan", out, *source, "--json").json
    assert (first["status"], first["copy"]) == ("written", False)
    assert "-ИП-" in first["number"]
    again = terminal.open("form", house, "support_plan", out, *source, "--json").json
    assert (again["number"], again["copy"]) == (first["number"], True)
    blank = terminal.open("form", house, "support_plan", out, "--blank", "--json").json
    assert blank["number"] == ""
    assert out.read_bytes().startswith(b"%PDF")


def test_what_cannot_be_is_refused_in_one_sentence(terminal, house):
    terminal.refused("form", house, "poem", terminal.folder / "x.pdf", "--blank")
    terminal.refused("form", house, "closing", terminal.folder / "x.pdf")
    assert not (terminal.folder / "x.pdf").exists()
