"""The panel of a paper through the real window: preview, number, file, order, annulment; the queue at the centre."""

from dataclasses import replace

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QPushButton

from kazanlak_case.db.readings import readings
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.records import IssuedDocument, Plan, PrintJob
from kazanlak_case.export.form_pdf import write_form
from kazanlak_case.services.paper_facts import PaperWish
from kazanlak_case.ui.print_parts.print_panel import PrintPanel
from support.paper import write_papers


@pytest.fixture
def papers(case_file, now):
    with case_file.writing(now) as uow:
        return write_papers(uow)


@pytest.fixture
def panel(workspace, papers):
    """The plan's paper, opened as its page asks for it."""
    plan, person = papers.of("plan"), papers.of("person")
    workspace.openings.print_form("support_plan", "plan", plan, person)
    content = workspace.panel.content
    assert isinstance(content, PrintPanel)
    return content


def words(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def documents(file, now):
    with file.reading(now) as uow:
        return sorted(uow.records.all(IssuedDocument), key=lambda one: one.number)


def test_preview_gives_no_number_and_draws_what_is_in_sight(
    panel, workspace, case_file, now, qtbot
):
    assert workspace.panel.findChild(QLabel, "panelTitle").text() == "Individual support plan"
    assert "when it is printed" in words(panel)
    assert documents(case_file, now) == []
    assert len(panel.pages.pages) >= 2
    qtbot.waitUntil(lambda: panel.pages.pages[0].is_drawn)
    assert not panel.pages.pages[-1].is_drawn
    assert "not encrypted" in words(panel)


def test_printing_numbers_the_paper_once(panel, case_file, now, papers, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "on-paper.pdf"))
    panel.print_on(printer)
    assert (tmp_path / "on-paper.pdf").stat().st_size > 1000
    [document] = documents(case_file, now)
    with case_file.reading(now) as uow:
        assert uow.records.get(Plan, papers.of("plan")).number == document.number
    assert "What is printed now is a copy" in words(panel)
    panel.save_to(tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes().startswith(b"%PDF")
    assert len(documents(case_file, now)) == 1
    assert [one.what for one in readings(case_file)][-2:] == ["printed", "form_saved"]


def test_annulled_paper_is_numbered_anew(panel, case_file, now, tmp_path, type_into):
    panel.save_to(tmp_path / "first.pdf")
    panel.findChild(QPushButton, "annulBegin").click()
    type_into(panel.annulling.reason, "Сбъркан срок")
    panel.annulling.confirm.click()
    assert "when it is printed" in words(panel)
    panel.save_to(tmp_path / "second.pdf")
    first, second = documents(case_file, now)
    assert (first.annulled, first.annulled_reason) == (True, "Сбъркан срок")
    assert (first.number[-4:], second.number[-4:]) == ("0001", "0002")


def test_house_orders_the_print_with_its_number(panel, case_file, now, papers):
    panel.findChild(QPushButton, "paperOrder").click()
    with case_file.reading(now) as uow:
        [job] = uow.records.all(PrintJob)
    assert (job.form, job.source, job.person) == (
        "support_plan",
        papers.of("plan"),
        papers.of("person"),
    )
    assert len(documents(case_file, now)) == 1


def test_note_says_what_is_ticked(host, kit, papers, case_file, now):
    wish = PaperWish(form="certificate", source_type="person", source=papers.of("person"))
    panel = PrintPanel(host, kit, wish)
    before = panel.paper.content
    panel._choices.addressee.setText("ДСП")
    panel._choices._boxes["services"].click()
    assert panel.wish.addressee == "ДСП"
    assert panel.wish.parts == {"services"}
    assert panel.paper.content != before


def test_blank_form_is_neither_numbered_nor_ordered(workspace, case_file, now, tmp_path):
    workspace.openings.papers.print_blank("closing")
    panel = workspace.panel.content
    assert panel.findChild(QPushButton, "paperOrder").isHidden()
    panel.save_to(tmp_path / "blank.pdf")
    assert documents(case_file, now) == []


def test_person_page_lists_what_was_issued_and_offers_all_forms(panel, workspace, papers, tmp_path):
    panel.save_to(tmp_path / "plan.pdf")
    workspace.open_person(papers.of("person"))
    person = workspace._person
    person.tabs.go_to("documents")
    part = person.tabs.findChild(QPushButton, "personForms")
    assert any("0001" in text for text in words(person.tabs).splitlines())
    part.click()
    forms = workspace.panel.content
    assert len(forms.rows) == 16
    next(one for one in forms.rows if one.objectName() == "form_closing").click()
    assert workspace.panel.content.paper.title == "Record of closing a case"


def test_who_takes_nothing_personal_out_prints_for_the_folder_only(
    papers, case_file, now, tmp_path, request
):
    mediator = replace(case_file.user, role="roma_mediator")
    case_file._facts = replace(case_file.facts, user=mediator)
    workspace = request.getfixturevalue("workspace")
    plan, person = papers.of("plan"), papers.of("person")
    workspace.openings.print_form("support_plan", "plan", plan, person)
    ways = workspace.panel.content
    assert not ways._print.isHidden()
    assert ways._save.isHidden()
    workspace.openings.print_form("report", "person", person, person)
    ways = workspace.panel.content
    assert ways._print.isHidden()
    assert "leaves the house" in words(ways)
    workspace.openings.print_form("referral", "referral", papers.of("referral"), person)
    ways = workspace.panel.content
    assert not ways._print.isHidden()
    assert not ways._save.isHidden()
    with pytest.raises(NotAllowedError):
        write_form(
            case_file, "support_plan", out=tmp_path / "a.pdf", now=now,
            source_type="plan", source=plan,
        )  # fmt: skip
    assert documents(case_file, now) == []
