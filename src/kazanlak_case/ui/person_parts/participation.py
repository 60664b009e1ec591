"""Participation in the project as the funds ask for it: situation at entry, sensitive answers, entries and exits."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from kazanlak_case.domain.records.participation import Participation, Spell, Vulnerability
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.frozen_card import ON_CARD
from kazanlak_case.services.participation import (
    EntryDraft,
    enter,
    save_answers,
    save_participation,
    save_spell,
)
from kazanlak_case.ui.forms.record_editor import Edit, RecordEditor
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.person_parts.card_part import REASON, CardPart, correction_of
from kazanlak_case.ui.person_parts.participation_fields import (
    ANSWER_FIELDS,
    ENTRY_FIELDS,
    SPELL_FIELDS,
)
from kazanlak_case.ui.widgets.buttons import Button
from kazanlak_case.ui.widgets.card import Card, clear, column, row
from kazanlak_case.ui.widgets.empty_state import EmptyState
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.services.participation_view import ParticipationView
    from kazanlak_case.services.person_page import PersonPage
    from kazanlak_case.ui.kit import Kit


class ParticipationPart(QWidget):
    """The tab with everything the funds ask."""

    history_asked = Signal(str, str, str)
    print_wanted = Signal(str, str, str, str)

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "participation")
        self._correcting: RecordId | None = None
        """The participation whose signed card is being corrected."""
        self._kit = kit
        self._page: PersonPage | None = None
        self._is_stale = True
        self._editors: list[RecordEditor] = []
        self._scroll = ScrollPage(self, "participationScroll", kit.look.tokens.large)
        layout = column(0)
        layout.addWidget(self._scroll)
        self.setLayout(layout)

    def show_page(self, page: PersonPage) -> None:
        """Show the participation of this person, as soon as somebody looks."""
        is_other = self._page is None or self._page.person.id != page.person.id
        self._correcting = None if is_other else self._correcting
        self._page = page
        self._is_stale = True
        if self.isVisible() and (is_other or not any(one.is_changed for one in self._editors)):
            self._fill()

    @override
    def showEvent(self, event: QEvent) -> None:
        if self._is_stale:
            self._fill()

    def _fill(self) -> None:
        page = self._page
        if page is None:
            return
        self._is_stale = False
        self._editors = []
        clear(self._scroll.body)
        if not page.participations:
            self._scroll.body.addWidget(self._not_yet(), 1)
            return
        if page.missing:
            self._scroll.body.addWidget(self._missing(page))
        for view in page.participations:
            self._add_view(page, view)
        self._scroll.body.addStretch(1)

    @property
    def _may_enter(self) -> bool:
        return self._kit.writes("participation.person", "spell.entered_on")

    def _not_yet(self) -> EmptyState:
        empty = EmptyState(self, "notInProject", self._kit.look, icon="log-in")
        empty.say(
            _("Not in the project"),
            _("Whoever enters is counted by the funds from that day on."),
            action=_("Enter into the project") if self._may_enter else "",
        )
        empty.action.clicked.connect(self._on_enter)
        return empty

    def _missing(self, page: PersonPage) -> Card:
        card = Card(self, "missingCard", self._kit.look.tokens, tone="warn")
        count = len(page.missing)
        text = ngettext("{n} answer is missing", "{n} answers are missing", count).format(n=count)
        card.body.setContentsMargins(*(self._kit.look.tokens.medium,) * 4)
        card.body.setSpacing(self._kit.look.tokens.tight)
        card.body.addWidget(Words(card, "missingTitle", role="strong", text=text))
        labels = ", ".join(self._label(one.record, one.field) for one in page.missing)
        card.body.addWidget(Words(card, "missingFields", role="caption", wraps=True, text=labels))
        return card

    @staticmethod
    def _label(record: str, field: str) -> str:
        from kazanlak_case.domain.records import spec_of

        return _(spec_of(record, field).label)

    def _add_view(self, page: PersonPage, view: ParticipationView) -> None:
        """Show what is asked at entry, and entries and exits: first what is still to be written."""
        self._add_card(page, view)
        if view.is_open:
            self._add_situation(page, view)
            self._add_spells(view)
        else:
            self._add_spells(view)
            self._add_situation(page, view)

    def _add_card(self, page: PersonPage, view: ParticipationView) -> None:
        part = CardPart(self, self._kit, view, missing=len(page.missing))
        part.print_wanted.connect(self._on_print_wanted)
        part.correction_wanted.connect(partial(self._on_correction_wanted, view))
        self._scroll.body.addWidget(part)

    def _add_spells(self, view: ParticipationView) -> None:
        for spell in reversed(view.spells):
            state = _("in the project") if spell.left_on is None else _("has left")
            tone = "ok" if spell.left_on is None else ""
            edit = Edit(
                record=Spell,
                values=values_of(spell),
                record_id=spell.id,
                save=partial(_save_spell, spell.id),
                saved=_("Entry and exit saved."),
                draft=f"spell-{spell.id}",
                sections=(Section("", SPELL_FIELDS),),
            )
            self._add(_("Entry and exit"), edit, mark=(state, tone))
        if not view.is_open and self._may_enter:
            button = Button(self, "enterAgain", self._kit.look, icon="log-in")
            button.say(_("Enter again"))
            button.clicked.connect(self._on_enter)
            self._scroll.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_situation(self, page: PersonPage, view: ParticipationView) -> None:
        about = view.participation
        is_signed = about.card_signed_on is not None
        if is_signed and self._correcting == about.id:
            self._add_correction(page, view)
            return
        edit = Edit(
            record=Participation,
            values=values_of(about),
            record_id=about.id,
            save=partial(_save_participation, about.id),
            saved=_("Situation at entry saved."),
            draft=f"participation-{about.id}",
            sections=(Section("", ENTRY_FIELDS),),
        )
        editor = self._add(_("Situation at entry"), edit)
        editor.freeze(ON_CARD if is_signed else ())
        if page.may_see_answers:
            hint = _(
                "Asked once, at entry. A refusal is an answer too, and never a loss for the person."
            )
            answers = self._add(_("Sensitive answers"), self._answers_of(view), hint=hint)
            answers.freeze(ANSWER_FIELDS if is_signed else ())

    def _add_correction(self, page: PersonPage, view: ParticipationView) -> None:
        seen = ANSWER_FIELDS if page.may_see_answers else ()
        hint = _("Write why first; history keeps what stood before, and who changed it.")
        edit = correction_of(view, ENTRY_FIELDS, seen)
        editor = self._add(_("Correct the card"), edit, hint=hint)
        editor.saved.connect(self._on_corrected)
        editor.left.connect(self._on_corrected)

    def _answers_of(self, view: ParticipationView) -> Edit:
        standing = view.vulnerability
        return Edit(
            record=Vulnerability,
            values=values_of(standing) if standing else {},
            record_id=standing.id if standing else None,
            save=partial(_save_answers, view.participation.id),
            saved=_("Answers saved."),
            draft=f"answers-{view.participation.id}",
            sections=(Section("", ANSWER_FIELDS),),
        )

    def _add(
        self, title: str, edit: Edit, *, mark: tuple[str, str] = ("", ""), hint: str = ""
    ) -> RecordEditor:
        tokens = self._kit.look.tokens
        name = edit.draft.replace("-", "_")
        card = Card(self, f"{name}Card", tokens)
        head = row(tokens.small)
        head.addWidget(SectionTitle(card, f"{name}Title", title))
        chip = Chip(card, f"{name}Chip")
        chip.say(*mark)
        head.addWidget(chip)
        head.addStretch(1)
        card.body.addLayout(head)
        if hint:
            card.body.addWidget(Words(card, f"{name}Hint", role="caption", wraps=True, text=hint))
        editor = RecordEditor(card, name, self._kit, edit)
        editor.history_asked.connect(self.history_asked)
        self._editors.append(editor)
        card.body.addWidget(editor)
        self._scroll.body.addWidget(card)
        return editor

    def _on_print_wanted(self, form: str, source_type: str, source: str) -> None:
        if self._page is not None:
            self.print_wanted.emit(form, source_type, source, self._page.person.id)

    def _on_correction_wanted(self, view: ParticipationView) -> None:
        self._correcting = view.participation.id
        self._fill()
        correction = next((one for one in self._editors if one.form.shows(REASON)), None)
        if correction is not None:
            correction.form.focus_first()
            self._scroll.show_part(correction.form.box(REASON))

    def _on_corrected(self, _written: object = None) -> None:
        self._correcting = None
        self._fill()

    def _on_enter(self) -> None:
        if self._page is None:
            return
        draft = EntryDraft(person=self._page.person.id)
        self._kit.operations.write(
            partial(_enter, draft), done=self._on_entered, failed=self._kit.messages.refuse
        )

    def _on_entered(self, written: Written) -> None:
        self._kit.messages.saved(_("Entered into the project today."), written.undo)


def _enter(draft: EntryDraft, uow: UnitOfWork) -> Written:
    return enter(uow, draft)


def _save_spell(spell_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    return save_spell(uow, spell_id, values)


def _save_participation(
    participation_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]
) -> Written:
    return save_participation(uow, participation_id, values)


def _save_answers(
    participation_id: RecordId, uow: UnitOfWork, values: Mapping[str, Value]
) -> Written:
    return save_answers(uow, participation_id, values)
