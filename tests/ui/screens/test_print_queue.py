"""A house without a printer orders a print; the centre prints it from the merged records; the house sees when."""

from datetime import timedelta

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QPushButton

from kazanlak_case.domain.paper_errors import PrintedAlreadyError
from kazanlak_case.domain.records import IssuedDocument, PrintJob
from kazanlak_case.services.issuing import Paper
from kazanlak_case.services.print_jobs import mark_printed, order_print, print_queue
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.operations import LocalOperations
from kazanlak_case.ui.screens.print_queue import PrintQueue
from kazanlak_case.ui.session import lookups_of
from support.office import id_of
from support.roads import BEGIN, CENTRE, HOUSES, Roads, at, with_family

KRAN = HOUSES[0]
DAY = BEGIN + timedelta(days=1)


@pytest.fixture
def roads(tmp_path, monkeypatch):
    made = Roads(tmp_path, monkeypatch, made=with_family()[0])
    yield made
    made.close()


@pytest.fixture
def queue_of(roads, host, look):
    """Open the queue of a site."""
    made = []

    def make(site):
        file = roads.files[site]
        operations = LocalOperations(file, lambda: at(DAY))
        made.append(operations)
        lookups = lookups_of(file, language="en", now=at(DAY))
        queue = PrintQueue(host, Kit(look, operations, Messages(host, look), lookups))
        queue.refresh()
        return queue

    yield make
    for operations in made:
        operations.pause()


def words(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def order(roads):
    family = with_family()[1]
    paper = Paper(form="closing", source_type="case", source=family.case, person=family.mother)
    return id_of(roads.do(KRAN, order_print, paper, on=DAY), "print_job")


def test_order_travels_is_printed_at_the_centre_and_comes_home_marked(roads, queue_of, tmp_path):
    job = order(roads)
    at_home = queue_of(KRAN)
    assert "waits" in words(at_home)
    assert not list(at_home.findChildren(QPushButton, "orderPrint"))
    roads.run(on=DAY, houses=(KRAN,))
    centre = queue_of(CENTRE)
    text = words(centre)
    assert "Крън" in text
    assert "Милена Асенова" in text
    number = roads.ask(KRAN, lambda uow: uow.records.all(IssuedDocument)[0].number, on=DAY)
    assert number in text
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "queue.pdf"))
    centre.print_on(printer, [job])
    assert (tmp_path / "queue.pdf").stat().st_size > 1000
    assert "printed on 03.05.2022" in words(centre)
    # the number the house gave is the one on the paper: the centre gives none of its own
    assert roads.ask(CENTRE, lambda uow: uow.records.count(IssuedDocument), on=DAY) == 1
    roads.run(on=DAY + timedelta(days=1), houses=(KRAN,))
    at_home.refresh()
    assert "printed on 03.05.2022" in words(at_home)


def test_print_is_marked_once(roads):
    job = order(roads)
    roads.run(on=DAY, houses=(KRAN,))
    roads.do(CENTRE, mark_printed, [job], on=DAY)
    with pytest.raises(PrintedAlreadyError):
        roads.do(CENTRE, mark_printed, [job], on=DAY)
    assert roads.ask(CENTRE, print_queue, on=DAY)[0].printed_on == DAY
    assert roads.ask(KRAN, lambda uow: uow.records.get(PrintJob, job), on=DAY).printed_on is None


def test_nothing_waits_says_so(queue_of):
    assert "Nothing waits for a printer" in words(queue_of(CENTRE))
