"""The participant card of one participation: printed, signed, standing from then on; corrected with a reason only."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from kazanlak_case.domain.errors import InvalidRecordError
from kazanlak_case.domain.records import spec_of
from kazanlak_case.domain.records.participation import Participation
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.checking import values_of
from kazanlak_case.services.participant_card import correct_card, sign_card
from kazanlak_case.ui.forms.date_editor import DateEditor
from kazanlak_case.ui.forms.editor import EditorTools
from kazanlak_case.ui.forms.record_editor import Edit
from kazanlak_case.ui.forms.record_form import Section
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from kazanlak_case.ui.widgets.card import Card, row
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Chip, SectionTitle, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.errors import ExpectedError
    from kazanlak_case.domain.fields import RecordId, Value
    from kazanlak_case.services.participation_view import ParticipationView
    from kazanlak_case.ui.kit import Kit

REASON = "card_correction"


class CardPart(Card):
    """Tells how the card stands, and offers the next step."""

    correction_wanted = Signal()
    print_wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget, kit: Kit, view: ParticipationView, *, missing: int) -> None:
        about = view.participation
        super().__init__(parent, f"card_{about.id}", kit.look.tokens)
        self._kit = kit
        self._view = view
        self.signed_on: DateEditor | None = None
        self._below = Words(self, "cardBelow", role="problem", wraps=True)
        self._below.hide()
        self._head()
        if about.card_signed_on is None:
            self._ask_to_sign(missing)
        else:
            self._say_signed()
        self._buttons()

    def _head(self) -> None:
        about = self._view.participation
        head = row(self._kit.look.tokens.small)
        head.addWidget(SectionTitle(self, "cardTitle", _("Participant card")))
        chip = Chip(self, "cardChip")
        if about.card_signed_on is None:
            chip.say(_("not signed"), "warn")
        else:
            chip.say(_("signed"), "ok")
        head.addWidget(chip)
        head.addStretch(1)
        if about.card_number:
            head.addWidget(Words(self, "cardNumber", role="muted", text=about.card_number))
        self.body.addLayout(head)

    def _ask_to_sign(self, missing: int) -> None:
        self._say(
            _(
                "Before the first activity: print the card, read it out, let it be signed. From the signature on the "
                "situation at entry stands and is only corrected."
            )
        )
        if missing:
            text = ngettext(
                "{n} answer is missing on it.", "{n} answers are missing on it.", missing
            ).format(n=missing)
            self._say(text, role="strong")

    def _say_signed(self) -> None:
        about, day = self._view.participation, self._kit.wording.day
        text = _("Signed on {day}. What stands on it does not change any more.")
        self._say(text.format(day=day(about.card_signed_on)))
        if about.card_correction:
            self._say(_("Corrected: {reason}").format(reason=about.card_correction), role="strong")

    def _buttons(self) -> None:
        about, kit = self._view.participation, self._kit
        buttons = FlowLayout(spacing=kit.look.tokens.small)
        if about.card_signed_on is None and kit.writes("participation.card_signed_on"):
            self._add_signing()
        self._add_print(buttons, "participant_card", "participation", about.id)
        if about.card_signed_on is not None and kit.writes("participation.labour_situation"):
            correct = QuietButton(self, "correctCard", kit.look, icon="pencil")
            correct.say(_("Correct the card…"))
            correct.clicked.connect(self.correction_wanted)
            buttons.addWidget(correct)
        left = [one for one in self._view.spells if one.left_on]
        if left:
            self._add_print(buttons, "exit_card", "spell", left[-1].id)
            self._add_print(buttons, "followup", "spell", left[-1].id)
        self.body.addLayout(buttons)

    def _add_print(self, buttons: FlowLayout, form: str, source_type: str, source: str) -> None:
        words = {
            "participant_card": _("Print the card"),
            "exit_card": _("Print the exit card"),
            "followup": _("Print the follow-up"),
        }
        button = Button(self, f"print_{form}", self._kit.look, icon="printer")
        button.say(words[form])
        button.clicked.connect(partial(self.print_wanted.emit, form, source_type, source))
        buttons.addWidget(button)

    def _add_signing(self) -> None:
        tools = EditorTools(self._kit.look, self._kit.lookups, self._today)
        self.signed_on = DateEditor(self, spec_of("participation", "card_signed_on"), tools)
        self.signed_on.show_value(self._kit.today)
        self.signed_on.label_as(_("Day of the signature"))
        self.signed_on.submitted.connect(self._on_signed)
        sign = PrimaryButton(self, "signCard", self._kit.look, icon="check")
        sign.say(_("It was signed"))
        sign.clicked.connect(self._on_signed)
        line = row(self._kit.look.tokens.small)
        line.addWidget(Words(self, "signedLabel", role="label", text=_("Day of the signature")))
        line.addWidget(self.signed_on)
        line.addWidget(sign)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self._below)

    def _today(self) -> date:
        return self._kit.today

    def _say(self, text: str, *, role: str = "caption") -> None:
        at = self.body.count()
        self.body.addWidget(Words(self, f"cardWords{at}", role=role, wraps=True, text=text))

    def _on_signed(self) -> None:
        if self.signed_on is None:
            return
        day, problem = self.signed_on.value(), self.signed_on.unreadable()
        if problem or not isinstance(day, date):
            self._below.setText(_(problem) if problem else _("Please fill this in."))
            self._below.show()
            return
        self._kit.operations.write(
            partial(_sign, self._view.participation.id, day),
            done=self._on_done,
            failed=self._on_refused,
        )

    def _on_done(self, written: Written) -> None:
        self._kit.messages.saved(_("The card is signed and stands."), written.undo)

    def _on_refused(self, error: ExpectedError) -> None:
        if isinstance(error, InvalidRecordError):
            self._below.setText(" ".join(_(one) for one in error.problems.values()))
            self._below.show()
        else:
            self._kit.messages.refuse(error)


def correction_of(
    view: ParticipationView, entry: tuple[str, ...], answers: tuple[str, ...]
) -> Edit:
    """Make the form in which a signed card is corrected: all that stands on it, and why."""
    about, first = view.participation, view.spells[0] if view.spells else None
    values: dict[str, Value] = {**values_of(about), REASON: None}
    if view.vulnerability is not None:
        values |= {name: getattr(view.vulnerability, name) for name in answers}
    own = tuple(name for name in entry if name not in {"funds", "card_signed_on"})
    entered = ("entered_on",) if first is not None else ()
    if first is not None:
        values["entered_on"] = first.entered_on
    return Edit(
        record=Participation,
        values=values,
        record_id=about.id,
        save=partial(_correct, about.id),
        saved=_("The card is corrected."),
        draft=f"correction-{about.id}",
        sections=(
            Section("", (REASON, *own, *entered)),
            *((Section(_("Sensitive answers"), answers),) if answers else ()),
        ),
        also=(
            *(f"spell.{name}" for name in entered),
            *(f"vulnerability.{name}" for name in answers),
        ),
    )


def _sign(participation: RecordId, day: date, uow: UnitOfWork) -> Written:
    return sign_card(uow, participation, signed_on=day)


def _correct(participation: RecordId, uow: UnitOfWork, values: Mapping[str, Value]) -> Written:
    reason = values.get(REASON)
    rest = {name: value for name, value in values.items() if name != REASON}
    return correct_card(uow, participation, rest, str(reason) if reason else None)
