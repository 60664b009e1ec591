"""A referral to an institution: written with the least data, printed, and what came back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.referral import Referral
from kazanlak_case.domain.rules.handover import (
    COMPLETED,
    SERVING,
    usual_data,
)
from kazanlak_case.i18n import N_, _
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.labels import labels_of
from kazanlak_case.services.referrals import (
    answer_referral,
    change_referral,
    read_referral,
    record_referral,
    referral_defaults,
    usual_institutions,
)
from kazanlak_case.ui.consent_parts.handover_notice import HandoverNotice
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.forms.usual_first import usual_first
from kazanlak_case.ui.visit_parts.inclusion_part import InclusionPart
from kazanlak_case.ui.widgets.buttons import Button, QuietButton
from kazanlak_case.ui.widgets.card import Line, clear, column
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named, restyled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.fields import Value
    from kazanlak_case.ui.kit import Kit

WHAT = ("institution", "reason", "urgency", "partner", "addressee")
WIDE = ("person", "institution", "urgency", "partner", "addressee")
LETTER = ("basis", "data", "data_given")
SENDING = ("sent_on", "sent_by", "answer_due_on")
ANSWER = ("outcome", "answered_on", "completed_on", "answer")
_REST = (
    Section(N_("What goes into the letter"), LETTER, wide=("basis", "data")),
    Section(N_("How it goes"), SENDING),
)
DECIDES = ("person", "institution", "basis")
"""What decides whether data may go."""

LOW = 66
"""How high the box of a few words is."""


class ReferralForm(QWidget):
    """Writes a referral, or shows one that stands with its answer."""

    titled = Signal(str)
    left = Signal()
    person_opened = Signal(str)
    history_asked = Signal(str, str, str)
    print_wanted = Signal(str, str, str, str)
    inclusion_wanted = Signal(str, str, str)
    """A referral that is completed, its person and their name: the entry of it is to be written."""

    def __init__(
        self,
        parent: QWidget,
        kit: Kit,
        *,
        referral_id: str | None = None,
        person: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "referralForm")
        self._kit = kit
        self._referral_id = RecordId(referral_id) if referral_id else None
        self._person = person
        self._title = ""
        self._asked: tuple[Value, ...] | None = None
        self.editor: RecordEditor | None = None
        self._answer: RecordEditor | None = None
        self.notice = HandoverNotice(self, kit)
        self.notice.decided.connect(self._on_decided)
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        if self._referral_id is None:
            ask = partial(_defaults, RecordId(person[0]) if person else None)
            kit.operations.read(ask, done=self._on_defaults)
        else:
            standing = partial(_standing, self._referral_id)
            kit.operations.read(standing, done=self._on_standing, failed=self._on_missing)

    def keep_draft(self) -> None:
        """Keep what was typed, before the window locks or closes."""
        for editor in (self.editor, self._answer):
            if editor is not None:
                editor.keep_draft()

    def begin(self) -> None:
        """Go to what is to be typed first, under its title."""
        if self._title:
            self.titled.emit(self._title)
        if self._referral_id is not None:
            follows = self._answer
            if follows is not None:
                follows.form.focus_first()
        elif self.editor is not None:
            first = "institution" if self._person else "person"
            self.editor.form.box(first).editor.part.setFocus()

    def retranslate(self) -> None:
        """Word the page in the language of now: the forms do so themselves."""

    def _on_defaults(self, answer: tuple[dict[str, Value], list[str]]) -> None:
        values, usual = answer
        self._kit = usual_first(self._kit, "referral_institution", usual)
        edit = Edit(
            record=Referral,
            values=values,
            save=_record,
            saved=_("Referral saved."),
            draft=f"referral-of-{self._person[0]}" if self._person else "referral",
            sections=(Section("", ("person", *WHAT), wide=WIDE), *_REST),
        )
        self._column.addWidget(self.notice)
        self.editor = self._add(edit, "referral")
        if self._person is not None:
            self.editor.form.name_reference("person", self._person[1])
        self.editor.save_button.say(_("Save and print"), hint=_("Ctrl+Enter"))
        self.editor.saved.connect(self._on_written)
        self._column.addStretch(1)
        self._watch()
        self.begin()

    def _on_standing(self, answer: tuple[Referral, str]) -> None:
        referral, name = answer
        self._person = (referral.person, name)
        self._title = _("Referral {number}").format(number=referral.number or "").strip()
        self.titled.emit(self._title)
        link = QuietButton(self, "referralPerson", self._kit.look, icon="user")
        link.say(name)
        restyled(link, flush=True)
        link.clicked.connect(partial(self.person_opened.emit, referral.person))
        self._column.addWidget(link)
        again = Button(self, "printReferral", self._kit.look, icon="printer")
        again.say(_("Print the letter"))
        again.clicked.connect(partial(self._print, referral.id, referral.person))
        self._column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        if referral.outcome == COMPLETED and referral.institution in SERVING:
            counts = _(
                "Completed: it counts as an inclusion in social or health services. "
                "Nothing has to be written in the participation for it."
            )
            self._column.addWidget(Words(self, "counts", role="muted", wraps=True, text=counts))
            part = self._include()
            part.left.connect(part.hide)
            part.ask(referral.id)
        self._column.addWidget(SectionTitle(self, "answerTitle", _("Answer")))
        self._answer = self._add(self._answering(referral), "referralAnswer")
        self._answer.saved.connect(self._on_answered)
        self._column.addWidget(Line(self, "referralLine"))
        edit = Edit(
            record=Referral,
            values=values_of(referral),
            record_id=referral.id,
            save=partial(_change, referral.id),
            saved=_("Referral saved."),
            draft=f"referral-{referral.id}",
            sections=(Section("", ("person", *WHAT), wide=WIDE), *_REST),
        )
        self._column.addWidget(self.notice)
        self.editor = self._add(edit, "referral")
        self.editor.form.name_reference("person", name)
        self.editor.form.box("person").editor.setEnabled(False)  # a letter goes to nobody else
        self.editor.saved.connect(self._on_saved)
        self._column.addStretch(1)
        self._watch()
        self.begin()

    def _answering(self, referral: Referral) -> Edit:
        return Edit(
            record=Referral,
            values=values_of(referral),
            record_id=referral.id,
            save=partial(_answered, referral.id),
            saved=_("Answer saved."),
            draft=f"referral-answer-{referral.id}",
            sections=(Section("", ANSWER),),
        )

    def _add(self, edit: Edit, name: str) -> RecordEditor:
        editor = RecordEditor(self, name, self._kit, edit)
        editor.left.connect(self.left)
        editor.history_asked.connect(self.history_asked)
        for note in ("data_given", "answer"):
            if editor.form.shows(note):
                editor.form.box(note).editor.part.setFixedHeight(self._kit.look.tokens.px(LOW))
        self._column.addWidget(editor)
        return editor

    def _watch(self) -> None:
        if self.editor is not None:
            self.editor.form.edited.connect(self._on_edited)
            self._on_edited()

    def _on_edited(self) -> None:
        """Ask again what may go out when the person, the institution or the ground changed."""
        if self.editor is None:
            return
        state = self.editor.state
        asked = tuple(state.value(name) for name in DECIDES)
        if asked == self._asked:
            return
        before, self._asked = self._asked, asked
        is_new = self._referral_id is None
        if is_new and before and before[1] != asked[1] and not state.is_touched("data"):
            self._show_data(" ".join(sorted(usual_data(str(asked[1]) if asked[1] else None))))
        self.notice.ask(*asked)

    def _on_decided(self, may_go: bool) -> None:
        if self.editor is not None:
            self.editor.form.box("data").editor.setEnabled(may_go)

    def _show_data(self, codes: str) -> None:
        if self.editor is not None:
            self.editor.begin_with({"data": codes})

    def _on_written(self, written: Written) -> None:
        person = str(self.editor.state.value("person") or "") if self.editor else ""
        found = next((one for record, one in written.touched if record == "referral"), None)
        self.left.emit()
        if found:
            self._print(found, person)

    def _print(self, referral_id: str, person: str) -> None:
        self.print_wanted.emit("referral", "referral", referral_id, person)

    def _on_saved(self, _written: Written) -> None:
        self.left.emit()

    def _on_answered(self, _written: Written) -> None:
        """Leave, unless what came back is an inclusion in a service that the diary does not tell yet."""
        if self._referral_id is None:
            return
        clear(self._column)
        self.editor = self._answer = None
        part = self._include()
        part.found.connect(self._on_found)
        part.left.connect(self.left)
        self._column.addStretch(1)
        part.ask(self._referral_id)

    def _on_found(self, is_inclusion: bool) -> None:
        if not is_inclusion:
            self.left.emit()
            return
        self.findChildren(InclusionPart)[-1].write.setFocus()

    def _include(self) -> InclusionPart:
        """Offer to write the entry that a completed referral is."""
        part = InclusionPart(self, self._kit)
        part.wanted.connect(self._on_inclusion)
        self._column.addWidget(part)
        return part

    def _on_inclusion(self) -> None:
        if self._referral_id is not None and self._person is not None:
            self.inclusion_wanted.emit(self._referral_id, *self._person)

    def _on_missing(self, error: ExpectedError) -> None:
        self._kit.messages.refuse(error)
        self.left.emit()


def _defaults(person: RecordId | None, uow: UnitOfWork) -> tuple[dict[str, Value], list[str]]:
    return referral_defaults(uow, person=person), usual_institutions(uow)


def _standing(referral_id: RecordId, uow: UnitOfWork) -> tuple[Referral, str]:
    referral = read_referral(uow, referral_id)
    return referral, labels_of(uow, "person", [referral.person]).get(referral.person, "")


def _record(uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return record_referral(uow, values)


def _change(referral_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return change_referral(uow, referral_id, values)


def _answered(referral_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return answer_referral(uow, referral_id, values)
