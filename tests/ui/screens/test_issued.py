"""The register of issued documents: every number, by form and year; annulled and undone ones stay."""

from datetime import timedelta

import openpyxl
import pytest

from kazanlak_case.domain.records import IssuedDocument
from kazanlak_case.services.issuing import Paper, annul, issue
from kazanlak_case.ui.print_parts.blank_forms import BlankForms
from kazanlak_case.ui.screens.issued import IssuedDocuments


@pytest.fixture
def issued(case_file, now, a_person):
    """Three documents: one that holds, one annulled, one whose issue was taken back."""
    person = a_person()

    def do(service, *args, second):
        with case_file.writing(now + timedelta(seconds=second)) as uow:
            return service(uow, *args)

    paper = Paper(form="certificate", source_type="person", source=person, person=person)
    do(issue, paper, second=1)
    other = do(issue, Paper(form="report", source_type="a", source="b", person=person), second=2)
    document = next(one for name, one in other.touched if name == "issued_document")
    do(annul, document, "Сбъркано име", second=3)
    third = do(issue, Paper(form="report", source_type="c", source="d"), second=4)
    do(lambda uow: (uow.undo(third.undo), uow.commit()), second=5)
    return person


def test_list_shows_every_number_and_narrows_by_form_and_year(
    workspace, issued, case_file, tmp_path
):
    workspace.go("issued")
    screen = workspace._screens["issued"]
    assert isinstance(screen, IssuedDocuments)
    states = [(one.number[-4:], one.is_annulled) for one in screen.model.rows]
    assert states == [("0001", True), ("0002", True), ("0001", False)]
    assert screen.heading()[1] == "3 numbers given"
    screen.form.setCurrentIndex(screen.form.findData("report"))
    assert len(screen.model.rows) == 2
    screen.year.setCurrentIndex(screen.year.findData(2022))
    assert len(screen.model.rows) == 2
    screen.write_to(tmp_path / "list.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "list.xlsx").active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("Сбъркано име" in one for one in texts)
    assert any("taken back" in one for one in texts)


def test_document_opens_as_a_copy_and_blank_forms_are_near(workspace, issued, case_file, now):
    workspace.go("issued")
    screen = workspace._screens["issued"]
    with case_file.reading(now) as uow:
        [document] = uow.records.find(IssuedDocument, form="certificate")
    screen.table.opened.emit(document.id)
    assert workspace.panel.content.paper.number == document.number
    screen.blank.click()
    forms = workspace.panel.content
    assert isinstance(forms, BlankForms)
    assert len(forms.rows) == 21
    forms.rows[0].click()
    assert workspace.panel.content.paper.title == "Application for support"


def test_monthly_forms_are_filled_for_the_month_chosen(workspace, issued, case_file, now):
    workspace.openings.papers.choose_form()
    forms = workspace.panel.content
    next(one for one in forms.filled if one.objectName() == "filled_monthly_report").click()
    panel = workspace.panel.content
    assert panel.paper.title == "Monthly report of a specialist"
    assert panel.wish.source.startswith("2022-11")
    panel._period.time.setCurrentIndex(1)
    assert panel.wish.source.startswith("2022-10")
    panel.order_print()
    with case_file.reading(now) as uow:
        [document] = uow.records.find(IssuedDocument, form="monthly_report")
    assert document.source.startswith("2022-10")
