"""A finished assessment to be read: the chart, what changed, each answer in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kazanlak_case.domain.records import spec_of
from kazanlak_case.i18n import _
from kazanlak_case.services.assessing import WORDS
from kazanlak_case.services.assessment_change import compare
from kazanlak_case.ui.plan_parts.needs_chart import NeedsChart
from kazanlak_case.ui.plan_parts.secret_part import SecretPart
from kazanlak_case.ui.plan_parts.words import bars_in_words, bars_of, domain_title, step_in_words
from kazanlak_case.ui.widgets.buttons import Button, PrimaryButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.labels import SectionTitle, Words
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.fields import RecordId
    from kazanlak_case.services.assessing import AssessmentSheet
    from kazanlak_case.services.assessment_change import Comparison
    from kazanlak_case.ui.kit import Kit


class AssessmentReading(QWidget):
    """Shows an assessment that does not change any more."""

    print_wanted = Signal(str, str, str, str)
    plan_wanted = Signal(str)

    def __init__(self, parent: QWidget, kit: Kit, sheet: AssessmentSheet) -> None:
        super().__init__(parent)
        named(self, "assessmentReading")
        self._kit, self._sheet = kit, sheet
        self.secret: SecretPart | None = None
        self._column = column(kit.look.tokens.small)
        self.setLayout(self._column)
        if sheet.draft.id is not None:
            kit.operations.read(
                partial(_compare, sheet.draft.id), done=self._show, failed=kit.messages.refuse
            )

    def _show(self, told: Comparison) -> None:
        about = told.later.assessment
        day = self._kit.wording.day(about.made_on)
        parts = [_("Made on {day}").format(day=day), self._written_by(about.staff_member)]
        parts.append(about.number or "")
        text = " · ".join(part for part in parts if part)
        self._add_words("assessmentWhen", text, role="muted")
        self._column.addLayout(self._buttons(told))
        if told.domains:
            self._show_chart(told)
        elif not told.later.sees_scores:
            self._add_words(
                "scoresClosed",
                _("The answers are shown only to those who may see sensitive data."),
                role="muted",
            )
        self._show_answers(told)
        self._show_words()
        if about.id:
            self.secret = SecretPart(self, self._kit, self._sheet.person, assessment=about.id)
            self._column.addWidget(self.secret)

    def keep_draft(self) -> None:
        """Keep what is being written of the confidential part."""
        if self.secret is not None:
            self.secret.keep_draft()

    def _show_words(self) -> None:
        for name in WORDS:
            value = self._sheet.draft.values.get(name)
            if value:
                title = _(spec_of("assessment", name).label)
                self._add_title(f"{name}Title", title)
                self._add_words(f"{name}Words", str(value))

    def _buttons(self, told: Comparison) -> QHBoxLayout:
        line = row(self._kit.look.tokens.small)
        if self._kit.writes("plan.case"):
            plan = PrimaryButton(self, "planOfAssessment", self._kit.look, icon="clipboard-list")
            plan.say(_("Write the plan"))
            plan.clicked.connect(partial(self.plan_wanted.emit, told.later.assessment.case))
            line.addWidget(plan)
        printing = Button(self, "printAssessment", self._kit.look, icon="printer")
        printing.say(_("Print"))
        printing.clicked.connect(self._on_print)
        line.addWidget(printing)
        line.addStretch(1)
        return line

    def _on_print(self) -> None:
        draft = self._sheet.draft
        self.print_wanted.emit("needs_assessment", "assessment", draft.id or "", self._sheet.person)

    def _show_chart(self, told: Comparison) -> None:
        bars = bars_of(told, self._kit)
        chart = NeedsChart(self, "needsChart", self._kit.look)
        chart.show_bars(
            bars, title=_("Needs by domain"), description=bars_in_words(bars, self._kit)
        )
        self._column.addWidget(chart)
        if told.earlier is not None:
            day = self._kit.wording.day(told.earlier.assessment.made_on)
            text = _("The line across a bar is the assessment of {day}.").format(day=day)
            self._add_words("chartBefore", text, role="caption")

    def _show_answers(self, told: Comparison) -> None:
        if told.answers:
            self._add_title("changedTitle", _("What changed since then"))
            for at, one in enumerate(told.answers):
                text = _("{question} ({step}): “{before}” → “{now}”").format(
                    question=one.question,
                    step=step_in_words(one.step),
                    before=one.before,
                    now=one.now,
                )
                self._add_words(f"changed{at}", text)
        form = told.later.form
        for domain in form.domains if form and told.later.sees_scores else ():
            self._add_title(f"{domain.code}Title", domain_title(domain.code, self._kit))
            for question in domain.questions:
                answer = told.later.answers.get(question.code)
                if answer is None or answer.score is None:
                    continue
                text = f"{answer.score} · {question.text}: {question.anchors[answer.score]}"
                text = f"{text}. {answer.note}" if answer.note else text
                self._add_words(f"{question.code}Answer", text)

    def _written_by(self, staff: RecordId | None) -> str:
        return self._kit.lookups.name_of("staff_member", staff)

    def _add_title(self, name: str, text: str) -> None:
        self._column.addSpacing(self._kit.look.tokens.small)
        self._column.addWidget(SectionTitle(self, name, text))

    def _add_words(self, name: str, text: str, *, role: str = "body") -> None:
        words = Words(self, name, role=role, wraps=True, text=text)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._column.addWidget(words)


def _compare(assessment: RecordId, uow: UnitOfWork) -> Comparison:
    return compare(uow, assessment)
