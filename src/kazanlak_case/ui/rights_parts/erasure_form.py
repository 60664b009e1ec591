"""Erasing for good: what goes, what speaks against it, on what ground, and the name typed by hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from kazanlak_case.domain.errors import ExpectedError, InvalidRecordError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.erasure_order import ErasureOrder, ErasureReview, review_erasure
from kazanlak_case.ui.rights_parts.words import counts_in_words, hold_in_words
from kazanlak_case.ui.widgets.buttons import Button, DangerButton
from kazanlak_case.ui.widgets.card import Card, column, row
from kazanlak_case.ui.widgets.labels import Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.export.erasing import ErasureDone
    from kazanlak_case.ui.kit import Kit

REASON_HEIGHT = 76


class ErasureForm(QWidget):
    """Says all before it asks; `erased` brings the protocol."""

    erased = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget, kit: Kit, person: str) -> None:
        super().__init__(parent)
        named(self, "erasureForm")
        self._kit = kit
        self._person = RecordId(person)
        self._column = column(kit.look.tokens.medium)
        self.setLayout(self._column)
        self.ground = named(QComboBox(self), "erasureGround", _("On what ground"))
        self.reason = named(QPlainTextEdit(self), "erasureReason", _("Why all the same"))
        self.confirmed = named(
            QLineEdit(self), "erasureConfirmed", _("Name or number of the person")
        )
        self.erase = DangerButton(self, "eraseForGood", kit.look, icon="trash-2")
        self._problems = {
            name: Words(self, f"{name}Problem", role="problem", wraps=True)
            for name in ("ground", "reason", "confirmed")
        }
        for part in (self.ground, self.reason, self.confirmed, self.erase):
            part.hide()
        ask = partial(_review, self._person)
        kit.operations.read(ask, done=self._on_review, failed=kit.messages.refuse)

    def order(self) -> ErasureOrder:
        """Give what was decided, as it stands in the form."""
        return ErasureOrder(
            ground=self.ground.currentData(),
            reason=self.reason.toPlainText().strip() or None,
            confirmed=self.confirmed.text(),
        )

    def erase_now(self) -> None:
        """Erase; what is missing comes back beside its field, and nothing was erased."""
        self._show_problems({})
        self._kit.operations.alone(
            partial(_erase, self._person, self.order()),
            title=_("Erasing for good, and emptying the free pages of the file"),
            done=self._on_erased,
            failed=self._on_refused,
        )

    def _on_review(self, review: ErasureReview) -> None:
        tokens = self._kit.look.tokens
        self._say("erasureName", review.name, role="strong")
        plan = Card(self, "erasurePlan", tokens)
        plan.body.setSpacing(tokens.px(3))
        title = _("This goes, here and in every copy that takes the next bundles")
        plan.body.addWidget(Words(plan, "planTitle", role="label", wraps=True, text=title))
        for at, (what, count) in enumerate(counts_in_words(review.plan.counts)):
            line = row(tokens.small)
            line.addWidget(Words(plan, f"planWhat{at}", text=what), 1)
            line.addWidget(Words(plan, f"planCount{at}", role="strong", text=count))
            plan.body.addLayout(line)
        self._column.addWidget(plan)
        for at, text in enumerate(self._warnings(review)):
            card = Card(self, f"erasureWarning{at}", tokens, tone="warn")
            card.body.addWidget(Words(card, f"warning{at}", wraps=True, text=text))
            self._column.addWidget(card)
        self._ask(review)

    def _warnings(self, review: ErasureReview) -> list[str]:
        found = []
        day = self._kit.wording.day
        if review.is_early:
            text = _("The profile does not say until when the data are to be kept.")
            if review.keep_until:
                text = _("The data are to be kept until {day}: {reason}").format(
                    day=day(review.keep_until), reason=review.keep_reason
                )
            found.append(text)
        if review.holds:
            holds = ", ".join(hold_in_words(one) for one in review.holds)
            found.append(_("Still open: {holds}.").format(holds=holds))
        if review.mentions:
            count = len(review.mentions)
            text = ngettext(
                "{n} note about somebody else names this person and stays. Correct it first, where it must not.",
                "{n} notes about others name this person and stay. Correct them first, where they must not.",
                count,
            )
            found.append(text.format(n=count))
        for one in review.elsewhere:
            site = self._kit.lookups.profile.site(one.site)
            name = site.short_name if site else one.site
            found.append(
                _(
                    "The person is known in {site} too; that record stays until it is erased there."
                ).format(site=name)
            )
        return found

    def _ask(self, review: ErasureReview) -> None:
        self.ground.addItem(_("Choose…"), None)
        for code, label in self._kit.lookups.choices("erasure_ground").items():
            self.ground.addItem(label, code)
        self._field("ground", _("On what ground"), self.ground)
        if review.needs_reason:
            self.reason.setFixedHeight(self._kit.look.tokens.px(REASON_HEIGHT))
            self.reason.setPlaceholderText(_("This stays in the protocol: no names, please"))
            self._field("reason", _("Why all the same"), self.reason)
        self._field(
            "confirmed", _("To confirm, type the name or the number of the person"), self.confirmed
        )
        self._say(
            "erasureEnd",
            _(
                "This cannot be taken back. A protocol without a name stays and is printed for signature."
            ),
        )
        buttons = row(self._kit.look.tokens.small)
        cancel = Button(self, "erasureCancel", self._kit.look)
        cancel.say(_("Cancel"))
        cancel.clicked.connect(self.left)
        self.erase.say(_("Erase for good"))
        self.erase.clicked.connect(self.erase_now)
        self.erase.show()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.erase)
        self._column.addLayout(buttons)
        self._column.addStretch(1)
        self.ground.setFocus(Qt.FocusReason.OtherFocusReason)

    def _field(self, name: str, label: str, field: QWidget) -> None:
        words = Words(self, f"{name}Label", role="label", wraps=True, text=label)
        words.setBuddy(field)
        holder = column(self._kit.look.tokens.tight)
        holder.addWidget(words)
        holder.addWidget(field)
        holder.addWidget(self._problems[name])
        self._problems[name].hide()
        field.show()
        self._column.addLayout(holder)

    def _say(self, name: str, text: str, *, role: str = "muted") -> None:
        self._column.addWidget(Words(self, name, role=role, wraps=True, text=text))

    def _show_problems(self, problems: dict[str, str]) -> None:
        for name, words in self._problems.items():
            words.setText(_(problems[name]) if name in problems else "")
            words.setVisible(name in problems)

    def _on_refused(self, error: ExpectedError) -> None:
        if isinstance(error, InvalidRecordError):
            self._show_problems(error.problems)
            return
        self._kit.messages.refuse(error)

    def _on_erased(self, done: ErasureDone) -> None:
        self._kit.messages.forgive()
        self._kit.messages.tell(
            _("Erased for good. Protocol {number} waits to be printed.").format(number=done.number)
        )
        self.erased.emit(done.protocol, done.number)


def _review(person: RecordId, uow: UnitOfWork) -> ErasureReview:
    return review_erasure(uow, person, with_mentions=True)


def _erase(
    person: RecordId,
    order: ErasureOrder,
    case_file: CaseFile,
    *,
    now: datetime,
    progress: Progress,
) -> ErasureDone:
    from kazanlak_case.export.erasing import erase_for_good

    return erase_for_good(case_file, person, order, now=now, progress=progress)
