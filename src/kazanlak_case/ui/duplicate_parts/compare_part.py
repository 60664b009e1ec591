"""Two people side by side: why they may be one, where they differ, what each has behind them, what joining would do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.joining_fields import Side
from kazanlak_case.ui.duplicate_parts.pair_row import LABEL_WIDTH, PairRow
from kazanlak_case.ui.duplicate_parts.words import (
    field_label,
    moves_words,
    objection_words,
    reason_words,
    side_words,
    site_words,
    sure_words,
    values_words,
)
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import Card, Line, clear, column, row
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from kazanlak_case.domain.duplicates import DuplicatePair
    from kazanlak_case.domain.records.person import Person
    from kazanlak_case.services.joining_plan import JoiningPlan
    from kazanlak_case.services.joining_view import Comparison
    from kazanlak_case.ui.kit import Kit


class ComparePart(ScrollPage):
    """`choices` are what somebody chose otherwise than proposed; `is_confirmed` says they know what stands against it."""

    changed = Signal()
    person_opened = Signal(str)
    left_upwards = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent, "comparison", kit.look.tokens.medium)
        self._kit = kit
        self.comparison: Comparison | None = None
        self._rows: list[PairRow] = []
        tokens = kit.look.tokens
        self._why = Card(self.page, "pairWhy", tokens)
        self._why.body.setSpacing(tokens.tight)
        self._table = Card(self.page, "pairTable", tokens)
        self._table.body.setContentsMargins(*(4 * [tokens.small]))
        self._table.body.setSpacing(0)
        self._before = named(QWidget(self.page), "pairBefore")
        self._before_body = column(tokens.small)
        self._before.setLayout(self._before_body)
        self._after = named(QWidget(self.page), "pairAfter")
        self._after_body = column(tokens.small)
        self._after.setLayout(self._after_body)
        self._confirm: QCheckBox | None = None
        for part in (self._why, self._before, self._table, self._after):
            self.body.addWidget(part)
        self.body.addStretch(1)

    @property
    def plan(self) -> JoiningPlan | None:
        """What joining would do."""
        return self.comparison.plan if self.comparison else None

    @property
    def choices(self) -> dict[str, Side]:
        """Whose value is taken, by field."""
        names = [one.name for one in self.plan.fields if one.differs] if self.plan else []
        return {name: line.side for name, line in zip(names, self._rows, strict=False) if line.side}

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody said that they know what stands against it."""
        return self._confirm is not None and self._confirm.isChecked()

    def show_comparison(self, comparison: Comparison, pair: DuplicatePair | None) -> None:
        """Show two people; the proposed values are chosen."""
        self.comparison = comparison
        self._rows = []
        self._show_why(pair)
        self._show_objections(comparison.plan)
        clear(self._table.body)
        self._show_heads(comparison)
        self._show_fields(comparison.plan)
        self._show_sides(comparison)
        self._show_after(comparison.plan)
        self.verticalScrollBar().setValue(0)
        self.changed.emit()

    def enter(self) -> bool:
        """Go to the first field there is to choose; tell whether there is one."""
        if self._confirm is not None and not self._confirm.isChecked():
            self._confirm.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._rows:
            self._rows[0].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(self._rows)

    def _show_why(self, pair: DuplicatePair | None) -> None:
        clear(self._why.body)
        self._why.setVisible(pair is not None)
        if pair is None:
            return
        head = row(self._kit.look.tokens.small)
        text, tone = sure_words(pair)
        why = ", ".join(reason_words(one) for one in pair.reasons)
        words = Words(self._why, "pairReasons", wraps=True, text=_("Alike: {why}").format(why=why))
        head.addWidget(Chip(self._why, "pairSure", text, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(words, 1)
        self._why.body.addLayout(head)
        if pair.against:
            why = ", ".join(reason_words(one) for one in pair.against)
            text = _("Not alike: {why}").format(why=why)
            against = Words(self._why, "pairAgainst", role="muted", wraps=True, text=text)
            self._why.body.addWidget(against)

    def _show_heads(self, comparison: Comparison) -> None:
        tokens = self._kit.look.tokens
        heads = row(tokens.small)
        heads.setContentsMargins(tokens.small, tokens.tight, tokens.px(3), tokens.small)
        space = named(QWidget(self._table), "pairHeadSpace")
        space.setFixedWidth(tokens.px(LABEL_WIDTH))
        heads.addWidget(space)
        plan = comparison.plan
        for side, person, site in (
            (Side.KEPT, plan.kept, plan.kept_site),
            (Side.FORMER, plan.former, plan.former_site),
        ):
            heads.addWidget(self._head(side, person, site), 1)
        self._table.body.addLayout(heads)

    def _head(self, side: Side, person: Person, site: str) -> QWidget:
        kit, tokens = self._kit, self._kit.look.tokens
        head = named(QWidget(self._table), f"pairHead_{side}")
        inside = column(tokens.px(2))
        inside.setContentsMargins(tokens.small, 0, tokens.small, 0)
        name = QuietButton(head, f"pairName_{side}", kit.look)
        name.say(person.name, hint=_("Open the page of this person"))
        restyled(name, flush=True)
        name.clicked.connect(partial(self.person_opened.emit, person.id))
        name.setMinimumWidth(tokens.px(60))
        inside.addWidget(name, 0, Qt.AlignmentFlag.AlignLeft)
        year = person.born_on.strftime("%Y") if person.born_on else ""
        born = _("born {year}").format(year=year) if year else ""
        place = kit.lookups.settlement(person.settlement)
        about = " · ".join(part for part in (site_words(site, kit), born, place) if part)
        inside.addWidget(Words(head, f"pairAbout_{side}", role="caption", wraps=True, text=about))
        if self.plan and not self.plan.is_across:
            text, tone = (_("stays"), "ok") if side is Side.KEPT else (_("goes into it"), "")
            inside.addWidget(
                Chip(head, f"pairFate_{side}", text, tone=tone), 0, Qt.AlignmentFlag.AlignLeft
            )
        head.setLayout(inside)
        return head

    def _show_fields(self, plan: JoiningPlan) -> None:
        alike = []
        for one in plan.fields:
            if not one.differs:
                alike.append(f"{field_label(one)}: {values_words(one, one.kept, self._kit)}")
                continue
            sides = () if plan.is_across else one.sides
            line = PairRow(self._table, one.name, self._kit.look, sides=sides)
            line.say(
                field_label(one),
                values_words(one, one.kept, self._kit),
                values_words(one, one.former, self._kit),
            )
            if sides:
                line.choose(one.proposed)
                self._rows.append(line)
                line.moved.connect(partial(self.go_from, len(self._rows) - 1))
                line.chosen.connect(self._on_chosen)
            self._table.body.addWidget(line)
        if alike:
            text = _("The same in both – {fields}").format(fields=" · ".join(alike))
            words = Words(self._table, "pairAlike", role="caption", wraps=True, text=text)
            small = self._kit.look.tokens.small
            words.setContentsMargins(small, small, small, small)
            self._table.body.addWidget(words)

    def _show_sides(self, comparison: Comparison) -> None:
        self._table.body.addWidget(Line(self._table, "pairLine"))
        both = zip(
            side_words(comparison.kept, self._kit),
            side_words(comparison.former, self._kit),
            strict=True,
        )
        for at, ((label, kept), (_label, former)) in enumerate(both):
            if kept or former:
                line = PairRow(self._table, f"fact{at}", self._kit.look)
                line.say(label, kept, former)
                self._table.body.addWidget(line)

    def _show_objections(self, plan: JoiningPlan) -> None:
        clear(self._before_body)
        self._confirm = None
        self._before.setVisible(bool(plan.objections))
        for at, one in enumerate(plan.objections):
            tone = "danger" if one.must_confirm else "warn"
            card = Card(self._before, f"objection{at}", self._kit.look.tokens, tone=tone)
            card.body.setContentsMargins(*(4 * [self._kit.look.tokens.medium]))
            words = Words(card, f"objectionWords{at}", wraps=True, text=objection_words(one))
            card.body.addWidget(words)
            if one.must_confirm and self._confirm is None:
                self._confirm = named(QCheckBox(card), "pairConfirmed")
                self._confirm.setText(_("I have seen a document: it is one person"))
                self._confirm.toggled.connect(self._on_confirmed)
                card.body.addWidget(self._confirm)
            self._before_body.addWidget(card)

    def _show_after(self, plan: JoiningPlan) -> None:
        clear(self._after_body)
        if plan.is_across:
            text = _(
                "Each house keeps its own record and is told only the house and the case number of the other. The figures count the person once."
            )
        else:
            text = moves_words(plan.counts(), self._kit)
            if plan.doubled:
                text = " ".join((text, _("They live in one household: one membership stays.")))
            text = " ".join((text, _("It can be taken back at any time; history keeps both.")))
        words = Words(self._after, "pairMoves", role="muted", wraps=True, text=text)
        self._after_body.addWidget(words)

    def _on_chosen(self, _name: str, _side: str) -> None:
        self.changed.emit()

    def _on_confirmed(self, _checked: bool) -> None:
        self.changed.emit()

    def go_from(self, at: int, step: int) -> None:
        """Go from one line to its neighbour; above the first is the list."""
        if at + step < 0:
            self.left_upwards.emit()
        elif at + step < len(self._rows):
            line = self._rows[at + step]
            line.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(line)
