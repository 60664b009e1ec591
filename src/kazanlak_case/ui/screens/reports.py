"""„Справки“: the funds' indicators, who stands behind each number, and who still has something to be mended."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from kazanlak_case.domain.fields import Privacy
from kazanlak_case.domain.rules.rights import Act, Action
from kazanlak_case.domain.rules.sight import NAME
from kazanlak_case.i18n import _, ngettext, sentence
from kazanlak_case.services.completeness import ToMend, look_over, sees_answers
from kazanlak_case.services.indicators import INDICATORS, RESTS_ON, PersonBehind, people_behind
from kazanlak_case.services.microdata_report import MICRODATA
from kazanlak_case.services.reports import run_report, selection_of
from kazanlak_case.ui.dialogs.choosing import choose_target
from kazanlak_case.ui.report_parts.figures import Figures
from kazanlak_case.ui.report_parts.people_list import Listed, PeopleList
from kazanlak_case.ui.report_parts.selection_row import SelectionRow, Wish
from kazanlak_case.ui.tables.columns import Mark
from kazanlak_case.ui.widgets.buttons import Button, PlainButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.filters import WordFilter
from kazanlak_case.ui.widgets.labels import ElidedWords
from kazanlak_case.ui.widgets.naming import named

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from kazanlak_case.db.casefile import CaseFile
    from kazanlak_case.db.unit_of_work import UnitOfWork
    from kazanlak_case.domain.exchange import Progress
    from kazanlak_case.domain.rules.participants import Selection
    from kazanlak_case.export.reports import WrittenReport
    from kazanlak_case.services.report_model import Report
    from kazanlak_case.ui.kit import Kit
    from kazanlak_case.ui.operations import Changed

ROOMY = 860
SEX_KEYS = {"all": "", "women": "f", "men": "m"}


class Reports(QWidget):
    """Counts, opens what was counted, and writes the files the funds take."""

    heading_changed = Signal(str, str)
    person_opened = Signal(str)
    evaluation_wanted = Signal()
    papers_wanted = Signal()

    def __init__(self, parent: QWidget, kit: Kit) -> None:
        super().__init__(parent)
        named(self, "reports")
        self._kit = kit
        self._behind: tuple[str, str, str] | None = None
        self._kind = WordFilter(self, "reportKind", ("figures", "mend"))
        self.selection = SelectionRow(self, kit)
        self._xlsx = Button(self, "reportXlsx", kit.look, icon="file-spreadsheet")
        self._pdf = Button(self, "reportPdf", kit.look, icon="file-text")
        self._isun = Button(self, "reportIsun", kit.look, icon="file-down")
        self._papers = Button(self, "issuedDocuments", kit.look, icon="printer")
        self._evaluation = Button(self, "forEvaluators", kit.look, icon="eye-off")
        self.figures = Figures(self, kit)
        self.mend = PeopleList(self, "mend", kit, has_age=False)
        self.behind = PeopleList(self, "behind", kit)
        self._sex = WordFilter(self, "behindSex", tuple(SEX_KEYS))
        self._back = PlainButton(self, "backToFigures", kit.look, icon="arrow-left")
        self._title = ElidedWords(self, "behindTitle", role="strong")
        self._pages = named(QStackedWidget(self), "reportPages")
        self._build()
        self.retranslate()

    def refresh(self) -> None:
        """Count anew."""
        wish = self.selection.wish
        refuse = self._kit.messages.refuse
        if self._kind.key == "mend":
            ask = partial(_to_mend, wish)
            self._kit.operations.read(ask, done=self._on_mend, failed=refuse, channel="report")
        elif self._behind is not None:
            self._ask_behind()
        else:
            show = partial(_figures, wish, self._kit.wording.language)
            self._kit.operations.read(show, done=self._on_report, failed=refuse, channel="report")

    def follow(self, changed: Changed) -> None:
        """Count anew when something counted was written."""
        if self.isVisible() and changed.concerns(
            "person", "participation", "vulnerability", "spell"
        ):
            self.refresh()

    def heading(self) -> tuple[str, str]:
        """Title and subtitle of the page."""
        return _("Reports"), self._kit.lookups.profile.name_short

    def retranslate(self) -> None:
        """Word the page in the language of now."""
        self._kind.say({"figures": _("Indicators"), "mend": _("To mend")}, _("Report"))
        self.selection.retranslate()
        self._xlsx.say(_("Excel"), hint=_("Write the indicators as a workbook"))
        self._pdf.say(_("PDF"), hint=_("Write the indicators as a paper"))
        self._isun.say(
            _("Microdata for ISUN"),
            hint=_("Write the file ISUN takes, and beside it who is not in it"),
        )
        self._word_evaluation()
        words = {"all": _("All"), "women": _("Women"), "men": _("Men")}
        self._sex.say(words, _("Sex"))
        self._back.say(_("All indicators"))
        self.mend.empty.say(
            _("Nothing to mend"), _("Every participant is ready for the indicators and for ISUN.")
        )
        self.behind.empty.say(_("Nobody is counted here"))
        self.heading_changed.emit(*self.heading())
        if self.isVisible():
            self.refresh()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word_evaluation()

    def _word_evaluation(self) -> None:
        """Leave the sign alone where there is no room for its words."""
        has_room = self.width() >= self._kit.look.tokens.px(ROOMY)
        words = _("For evaluators…")
        hint = _("Write rows in which nobody can be recognised")
        self._evaluation.say(words if has_room else "", hint=hint)
        self._evaluation.setAccessibleName(words)
        papers = _("Documents and forms…")
        self._papers.say(papers if has_room else "", hint=papers)
        self._papers.setAccessibleName(papers)

    def open_number(self, rule_set: str, code: str, name: str, sex: str) -> None:
        """Show whom a number counts, and why."""
        self._behind = (rule_set, code, name)
        self._sex.choose(next(key for key, one in SEX_KEYS.items() if one == sex))
        self._title.setText(f"{code} · {name}")
        self._kit.operations.record("report_seen")
        self._ask_behind()

    def close_number(self) -> None:
        """Go back to all figures."""
        self._behind = None
        self.refresh()

    def write(self, name: str, path: Path) -> None:
        """Write a report into a file."""
        work = partial(_write, name, path, self.selection.wish, self._kit.wording.language)
        self._kit.operations.long(
            work,
            title=_("Writing the report"),
            done=self._on_written,
            failed=self._kit.messages.refuse,
            writes=False,
        )

    def _build(self) -> None:
        tokens = self._kit.look.tokens
        above = row(tokens.medium)
        above.addWidget(self._kind)
        self._kind.setVisible(self._kit.sight.sees(NAME, RESTS_ON))
        above.addStretch(1)
        takes_out = self._kit.sight.may(Action.EXPORT, Privacy.OPEN)
        for button, is_wanted in (
            (self._xlsx, takes_out),
            (self._pdf, takes_out),
            (self._isun, takes_out and self._kit.may(Act.REPORT_MICRODATA)),
            (self._evaluation, self._kit.may(Act.EVALUATE)),
            (self._papers, self._kit.sight.sees("issued_document.number")),
        ):
            above.addWidget(button)
            button.setVisible(is_wanted)
        behind = named(QWidget(self), "behindPage")
        head = row(tokens.medium)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        head.addWidget(self._sex)
        inside = column(tokens.medium)
        inside.addLayout(head)
        inside.addWidget(self.behind, 1)
        behind.setLayout(inside)
        self._behind_page = behind
        for page in (self.figures, self.mend, behind):
            self._pages.addWidget(page)
        layout = column(tokens.medium)
        layout.addLayout(above)
        layout.addWidget(self.selection)
        layout.addWidget(self._pages, 1)
        self.setLayout(layout)
        self._kind.chosen.connect(self._on_kind)
        self.selection.chosen.connect(self.refresh)
        self._evaluation.clicked.connect(self.evaluation_wanted)
        self._papers.clicked.connect(self.papers_wanted)
        self.figures.number_opened.connect(self.open_number)
        self._back.clicked.connect(self.close_number)
        self._sex.chosen.connect(self._on_sex)
        self.mend.person_opened.connect(self.person_opened)
        self.behind.person_opened.connect(self.person_opened)
        for button, ending, name in (
            (self._xlsx, ".xlsx", INDICATORS),
            (self._pdf, ".pdf", INDICATORS),
            (self._isun, ".xlsx", MICRODATA),
        ):
            button.clicked.connect(partial(self._choose_file, name, ending))

    def _choose_file(self, name: str, ending: str) -> None:
        wanted = str(Path.home() / f"{name}-{self._kit.today.isoformat()}{ending}")
        path = choose_target(self, _("Write to"), name=wanted, kinds=f"*{ending}")
        if path is not None:
            self.write(name, path.with_suffix(ending))

    def _ask_behind(self) -> None:
        if self._behind is None:
            return
        rule_set, code, _name = self._behind
        ask = partial(_behind, rule_set, code, SEX_KEYS[self._sex.key] or None, self.selection.wish)
        self._kit.operations.read(
            ask, done=self._on_behind, failed=self._kit.messages.refuse, channel="behind"
        )

    def _on_kind(self, _key: str) -> None:
        self._behind = None
        self.refresh()

    def _on_sex(self, _key: str) -> None:
        self._ask_behind()

    def _on_report(self, report: Report) -> None:
        notes = [sentence(note) for note in report.notes]
        self.figures.show_report(report, notes)
        self._pages.setCurrentWidget(self.figures)

    def _on_behind(self, people: list[PersonBehind]) -> None:
        rows = [self._listed_behind(at, one) for at, one in enumerate(people)]
        self.behind.show_people(rows, title=self._title.text())
        self._pages.setCurrentWidget(self._behind_page)

    def _on_mend(self, found: list[ToMend]) -> None:
        rows = [self._listed_mend(at, one) for at, one in enumerate(found)]
        self.mend.show_people(rows, title=_("To mend"))
        self._pages.setCurrentWidget(self.mend)

    def _on_written(self, report: WrittenReport) -> None:
        text = _("{name} is written: {count}.").format(
            name=report.path.name,
            count=ngettext("{n} row", "{n} rows", report.rows).format(
                n=self._kit.wording.number(report.rows)
            ),
        )
        if report.beside is not None and report.blocked:
            more = ngettext(
                "{n} participant is not in it; {beside} says why.",
                "{n} participants are not in it; {beside} says why.",
                report.blocked,
            )
            text = f"{text} {more.format(n=report.blocked, beside=report.beside.name)}"
            self._kind.choose("mend")
            self.refresh()
        self._kit.messages.tell(text)

    def _listed_behind(self, at: int, one: PersonBehind) -> Listed:
        age = "" if one.age is None else str(one.age)
        left = _("left") if one.left_on else ""
        reasons = tuple(sentence(reason) for reason in one.reasons)
        return Listed(
            at,
            one.person,
            one.name,
            age,
            self._site(one.site),
            self._kit.wording.day(one.entered_on),
            Mark(left),
            reasons,
        )

    def _listed_mend(self, at: int, one: ToMend) -> Listed:
        if one.missing:
            mark = Mark(_("incomplete"), "danger")
        elif one.blocked:
            mark = Mark(_("not for ISUN"), "warn")
        else:
            mark = Mark(_("doubtful"), "accent")
        seen: dict[str, None] = {}
        for reason in (*one.missing, *one.blocked, *one.doubtful):
            seen.setdefault(sentence(reason))
        entered = self._kit.wording.day(one.entered_on)
        return Listed(
            at, one.person, one.name, "", self._site(one.site), entered, mark, tuple(seen)
        )

    def _site(self, code: str) -> str:
        site = self._kit.lookups.profile.site(code)
        return site.short_name if site else code


def _selection(uow: UnitOfWork, wish: Wish) -> Selection:
    return selection_of(uow, fund=wish.fund, site=wish.site, since=wish.since, until=wish.until)


def _figures(wish: Wish, language: str, uow: UnitOfWork) -> Report:
    return run_report(uow, INDICATORS, _selection(uow, wish), language=language)


def _behind(
    rule_set: str, code: str, sex: str | None, wish: Wish, uow: UnitOfWork
) -> list[PersonBehind]:
    return people_behind(uow, rule_set, code, sex=sex, selection=_selection(uow, wish))


def _to_mend(wish: Wish, uow: UnitOfWork) -> list[ToMend]:
    """List who has something to be mended, as far as the user may see it."""
    from dataclasses import replace

    sees_all = sees_answers(uow)
    found = []
    for one in look_over(uow, _selection(uow, wish)):
        shown = one if sees_all else replace(one, blocked=(), doubtful=())
        if shown.missing or shown.blocked or shown.doubtful:
            found.append(shown)
    return found


def _write(  # noqa: PLR0913 - what was chosen, then as all long work
    name: str,
    path: Path,
    wish: Wish,
    language: str,
    case_file: CaseFile,
    *,
    now: datetime,
    progress: Progress,
) -> WrittenReport:
    from kazanlak_case.export.reports import write_report

    return write_report(
        case_file,
        name,
        path,
        now=now,
        fund=wish.fund,
        site=wish.site,
        period=(wish.since, wish.until),
        language=language,
        progress=progress,
    )
