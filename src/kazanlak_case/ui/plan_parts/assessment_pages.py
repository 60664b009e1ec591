"""The pages of an assessment, one at a time: conditions, each domain, conclusions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kazanlak_case.i18n import _
from kazanlak_case.services.assessments import Answer
from kazanlak_case.ui.plan_parts.domain_page import DomainPage
from kazanlak_case.ui.plan_parts.words import domain_title
from kazanlak_case.ui.plan_parts.words_page import WordsPage
from kazanlak_case.ui.widgets.card import column
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.domain.fields import Value
    from kazanlak_case.services.assessing import AssessmentSheet
    from kazanlak_case.ui.kit import Kit

FIRST = ("made_on", "team", "living", "income")
LAST = ("strengths", "risks", "own_view", "conclusions")


class AssessmentPages(QWidget):
    """Shows one page at a time, and says how far one is."""

    edited = Signal()
    submitted = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget, kit: Kit, sheet: AssessmentSheet) -> None:
        super().__init__(parent)
        named(self, "assessmentPages")
        self._kit, self._sheet = kit, sheet
        self.words: dict[str, WordsPage] = {}
        self.domains: dict[str, DomainPage] = {}
        self._make_pages()
        self.pages: dict[str, QWidget] = {
            "first": self.words["first"],
            **self.domains,
            "last": self.words["last"],
        }
        self.steps = WordFilter(self, "assessmentSteps", tuple(self.pages))
        self.steps.chosen.connect(self.open)
        layout = column(kit.look.tokens.medium)
        layout.addWidget(self.steps)
        for page in self.pages.values():
            page.hide()
            layout.addWidget(page)
        layout.addStretch(1)
        self.setLayout(layout)
        self.retranslate()

    def values(self) -> dict[str, Value]:
        """Give what stands in the fields."""
        found = dict(self._sheet.draft.values)
        for page in self.words.values():
            found |= page.values()
        return found

    def answers(self) -> dict[str, Answer]:
        """Give the answers; one that was taken out is empty."""
        found = dict(self._sheet.draft.answers)
        for page in self.domains.values():
            found |= {one.code: Answer() for one in page.rows if one.code in found}
            found |= page.answers()
        return found

    def draft(self) -> dict[str, object]:
        """Give what was typed and not saved, as plain values."""
        typed: dict[str, object] = {}
        for page in self.words.values():
            typed |= page.draft()
        for domain in self.domains.values():
            for code, one in domain.answers().items():
                if one != self._sheet.draft.answers.get(code):
                    typed[f"score.{code}"] = one.score
                    typed[f"note.{code}"] = one.note
        if not typed:
            return {}
        return {"form": self._sheet.form.code, "page": self.steps.key, **typed}

    def restore(self, draft: Mapping[str, object]) -> bool:
        """Take up what was typed last time; answer whether it belongs here."""
        if not draft or draft.get("form") != self._sheet.form.code:
            return False
        for page in self.words.values():
            page.restore(draft)
        answers = {**self._sheet.draft.answers, **_answers_of(draft)}
        for domain in self.domains.values():
            domain.show_answers(answers)
        self.show_progress()
        if draft.get("page") in self.pages:
            self.open(str(draft["page"]))
        return True

    def open(self, key: str) -> None:
        """Show a page and go to what is to be said first."""
        for name, page in self.pages.items():
            page.setVisible(name == key)
        self.steps.choose(key)
        found = self.words.get(key) or self.domains.get(key)
        if found is not None:
            found.begin()

    def step(self, step: int) -> None:
        """Go to the next page, or the one before."""
        keys = list(self.pages)
        to = keys.index(self.steps.key) + step
        if 0 <= to < len(keys):
            self.open(keys[to])
        elif step > 0:
            self.ended.emit()

    def open_unanswered(self) -> None:
        """Go where questions wait."""
        waiting = (key for key, page in self.domains.items() if page.count < len(page.rows))
        self.open(next(waiting, "first"))

    def show_problems(self, problems: Mapping[str, str] | None = None) -> bool:
        """Say what is wrong beside its field and go there; answer whether anything is."""
        for key, page in self.words.items():
            found = page.state.problems() if problems is None else problems
            if page.state.specs.keys() & found.keys():
                self.open(key)
                page.form.show_problems(found)
                return True
        return False

    def counts(self) -> tuple[int, int]:
        """Give how many questions are answered, of how many."""
        pages = self.domains.values()
        return sum(one.count for one in pages), sum(len(one.rows) for one in pages)

    def show_progress(self) -> None:
        """Say on each step how far it is."""
        said = {"first": _("Conditions"), "last": _("Conclusions")}
        for key, page in self.domains.items():
            label = domain_title(key, self._kit)
            said[key] = f"{label} {page.count}/{len(page.rows)}"
        self.steps.say(said, _("Parts of the assessment"))

    def retranslate(self) -> None:
        """Word the pages in the language of now."""
        for page in self.words.values():
            page.retranslate()
        for domain in self.domains.values():
            domain.retranslate()
        self.show_progress()

    def _make_pages(self) -> None:
        sheet, earlier = self._sheet, self._sheet.earlier
        about = earlier.assessment if earlier else None
        for key, fields in (("first", FIRST), ("last", LAST)):
            page = WordsPage(self, self._kit, fields, values=sheet.draft.values, earlier=about)
            page.submitted.connect(self.submitted)
            page.edited.connect(self._on_edited)
            self.words[key] = page
        for domain in sheet.form.domains if sheet.sees_scores else ():
            asked = DomainPage(self, self._kit.look, domain, earlier.answers if earlier else {})
            asked.show_answers(sheet.draft.answers)
            asked.done.connect(partial(self.step, 1))
            asked.edited.connect(self._on_edited)
            self.domains[domain.code] = asked

    def _on_edited(self) -> None:
        self.show_progress()
        self.edited.emit()


def _answers_of(draft: Mapping[str, object]) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for key, value in draft.items():
        kind, _dot, code = key.partition(".")
        if kind == "score":
            note = str(draft.get(f"note.{code}") or "")
            found[code] = Answer(value if isinstance(value, int) else None, note)
    return found
