"""Transfers through the window and by keyboard alone: real files of two houses, the road between them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from kazanlak_case.domain.records import Case, Transfer
from kazanlak_case.services.attachments import AttachmentDraft, Content, add_attachment
from kazanlak_case.ui.kit import Kit
from kazanlak_case.ui.messages import Messages
from kazanlak_case.ui.operations import LocalOperations
from kazanlak_case.ui.screens.case_form import CaseForm
from kazanlak_case.ui.screens.transfers import Transfers
from kazanlak_case.ui.session import lookups_of
from kazanlak_case.ui.transfer_parts.offer_form import OfferForm
from support.roads import BEGIN, Roads, at, with_family

FROM, TO = "kran", "kazanlak"
DAY = BEGIN + timedelta(days=1)


@pytest.fixture
def roads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Roads]:
    made = Roads(tmp_path, monkeypatch, made=with_family()[0])
    yield made
    made.close()


@pytest.fixture
def kit_of(roads: Roads, host: QWidget, look) -> Iterator[Callable[[str], Kit]]:
    made: list[LocalOperations] = []

    def make(site: str) -> Kit:
        file = roads.files[site]
        operations = LocalOperations(file, lambda: at(DAY))
        made.append(operations)
        lookups = lookups_of(file, language="en", now=at(DAY))
        return Kit(look, operations, Messages(host, look), lookups)

    yield make
    for operations in made:
        operations.pause()


def words(screen: QWidget) -> str:
    return "\n".join(one.text() for one in screen.findChildren(QLabel) if not one.isHidden())


def button(screen: QWidget, name: str) -> QPushButton:
    return [one for one in screen.findChildren(QPushButton, name) if not one.isHidden()][-1]


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def page_of(host: QWidget, kit: Kit) -> Transfers:
    screen = Transfers(host, kit)
    screen.refresh()
    return screen


def offered(roads: Roads, host: QWidget, kit_of) -> None:
    """Offer the family's case as the house does, with the keyboard."""
    form = OfferForm(host, kit_of(FROM), with_family()[1].case)
    assert form.editor is not None
    boxes = form.editor.form
    houses = [one.text() for one in boxes.box("to_site").editor.findChildren(QPushButton)]
    assert houses == ["Казанлък", "Горно Черковище", "Ръжена"]
    boxes.put("to_site", TO)
    boxes.put("consent_on", BEGIN)
    press(form.editor.save_button, Qt.Key.Key_Return)
    roads.run(on=DAY)


def test_offer_without_consent_or_reason_says_so_beside_the_field(roads, host, kit_of):
    case = with_family()[1].case
    for kind, size in (("housing_document", 2_000), ("photo", 7)):
        draft = AttachmentDraft(case=case, type=kind)
        scan = Content(stream=BytesIO(bytes(size)), file_name="a.jpg", media_type="image/jpeg")
        roads.do(FROM, add_attachment, draft, scan, on=BEGIN)
    form = OfferForm(host, kit_of(FROM), case)
    assert "1 attached document can go along (2 KB)." in words(form)
    assert "1 document stays" in words(form)
    form.editor.form.put("to_site", TO)
    press(form.editor.save_button, Qt.Key.Key_Return)
    assert "Write the day of the consent" in words(form)
    assert roads.ask(FROM, lambda uow: uow.records.count(Transfer), on=DAY) == 0


def test_case_page_says_that_it_waits_and_lets_it_be_withdrawn(roads, host, kit_of):
    offered(roads, host, kit_of)
    form = CaseForm(host, kit_of(FROM), case_id=with_family()[1].case)
    assert "waits for Казанлък since 3 May" in words(form)
    press(button(form, "withdrawTransfer"), Qt.Key.Key_Return)
    (one,) = roads.ask(FROM, lambda uow: uow.records.all(Transfer), on=DAY)
    assert one.state == "withdrawn"


def test_other_house_accepts_and_registers_and_the_first_only_reads(roads, host, kit_of):
    offered(roads, host, kit_of)
    screen = page_of(host, kit_of(TO))
    assert "Крън waits for your answer since 3 May" in words(screen)
    assert "Милена Асенова · 1985" in words(screen)
    press(button(screen, "acceptTransfer"), Qt.Key.Key_Return)
    assert "the case comes with a next bundle" in words(screen)
    roads.run(on=DAY)
    screen = page_of(host, kit_of(TO))
    assert "Came from Крън on 3 May" in words(screen)
    press(button(screen, "registerTransfer"), Qt.Key.Key_Return)
    (case,) = roads.ask(TO, lambda uow: uow.records.all(Case), on=DAY)
    assert case.number
    form = CaseForm(host, kit_of(FROM), case_id=with_family()[1].case)
    assert "Transferred to Казанлък on 3 May" in words(form)
    assert not [one for one in form.findChildren(QLineEdit) if not one.isHidden()]


def test_declining_asks_for_the_reason_first(roads, host, kit_of):
    offered(roads, host, kit_of)
    screen = page_of(host, kit_of(TO))
    press(button(screen, "declineTransfer"), Qt.Key.Key_Return)
    reason = [one for one in screen.findChildren(QLineEdit, "declineReason") if not one.isHidden()][
        -1
    ]
    press(reason, Qt.Key.Key_Return)
    (asked,) = roads.ask(TO, lambda uow: uow.records.all(Transfer), on=DAY)
    assert asked.state == "offered"
    reason.insert("Нямаме място.")
    press(reason, Qt.Key.Key_Return)
    (said,) = roads.ask(TO, lambda uow: uow.records.all(Transfer), on=DAY)
    assert (said.state, said.answer) == ("declined", "Нямаме място.")
    assert "Reason of the answer: Нямаме място." in words(screen)


def test_page_without_transfers_says_how_one_begins(host, kit_of, roads):
    screen = page_of(host, kit_of(TO))
    assert "No case goes to another house" in words(screen)
