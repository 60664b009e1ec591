"""What a bundle would bring, or brought: the rehearsal before, the report after."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kazanlak_case.i18n import N_, _, ngettext, sentence
from kazanlak_case.sync.report import lines_of
from kazanlak_case.ui.exchange_parts.return_words import back_in_words, line_in_words
from kazanlak_case.ui.widgets.buttons import QuietButton
from kazanlak_case.ui.widgets.card import column, row
from kazanlak_case.ui.widgets.flow import FlowLayout
from kazanlak_case.ui.widgets.labels import Chip, Words
from kazanlak_case.ui.widgets.naming import named, restyled
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.domain.exchange import ImportReport
    from kazanlak_case.services.return_report import ReturnLine
    from kazanlak_case.ui.kit import Kit

DONE: dict[str, tuple[str, str, str]] = {
    "merged": (N_("taken in"), "ok", "package-check"),
    "already": (N_("all of it is here already"), "accent", "package-open"),
    "refused": (N_("cannot be taken"), "danger", "package-x"),
}
AHEAD: dict[str, tuple[str, str, str]] = DONE | {
    "merged": (N_("can be taken in"), "ok", "package"),
}


class ReportPart(QWidget):
    """One bundle: from whom, of when, what came or why not."""

    opened = Signal(str, str)

    def __init__(  # noqa: PLR0913 - where it stands, what it tells
        self,
        parent: QWidget,
        name: str,
        kit: Kit,
        report: ImportReport,
        told: Sequence[ReturnLine] = (),
        *,
        says_backup: bool = False,
    ) -> None:
        super().__init__(parent)
        named(self, name)
        tokens = kit.look.tokens
        state, tone, icon = (AHEAD if report.rehearsal else DONE)[report.status]
        picture = named(QLabel(self), f"{name}Icon")
        kit.look.dress(picture, icon, tone, size=22)
        site = kit.lookups.profile.site(report.sender_site)
        sender = site.name if site else report.sender_site or _("Bundle")
        head = row(tokens.small)
        head.addWidget(Words(self, f"{name}Sender", role="strong", text=sender))
        chip = Chip(self, f"{name}State")
        chip.say(_(state), tone)
        head.addWidget(chip)
        head.addStretch(1)
        words = column(tokens.px(2))
        words.addLayout(head)
        for at, text in enumerate(_lines(report, kit)):
            role = "caption" if at == 0 and report.created else "body"
            words.addWidget(Words(self, f"{name}Line{at}", role=role, wraps=True, text=text))
        for text in back_in_words(told, kit):
            words.addWidget(Words(self, f"{name}Back", role="strong", wraps=True, text=text))
        for line in told:
            if line.until is not None:
                continue
            part = ToldLine(self, f"{name}_{line.code}", kit, line)
            part.opened.connect(self.opened)
            words.addWidget(part)
        if says_backup and report.backup:
            place = _("Backup made before: {place}").format(place=report.backup)
            words.addWidget(Words(self, f"{name}Backup", role="caption", wraps=True, text=place))
        layout = row(tokens.medium)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.setLayout(layout)


class ToldLine(QWidget):
    """One sentence of what came, and the names it is about as links."""

    opened = Signal(str, str)

    def __init__(self, parent: QWidget, name: str, kit: Kit, line: ReturnLine) -> None:
        super().__init__(parent)
        named(self, name)
        flow = FlowLayout(kit.look.tokens.tight)
        text = line_in_words(line.code, line.count)
        links = [link for link in line.links if link.label]
        words = Words(self, f"{name}Words", role="strong", text=f"{text}:" if links else text)
        words.setMinimumHeight(kit.look.tokens.px(28))
        flow.addWidget(words)
        for link in links:
            button = QuietButton(self, f"{name}_{link.id}", kit.look)
            button.say(link.label)
            restyled(button, flush=True)
            button.clicked.connect(partial(self.opened.emit, link.record, link.id))
            flow.addWidget(button)
        rest = line.count - len(links)
        if links and rest > 0:
            more = Words(self, f"{name}More", role="muted", text=_("and {n} more").format(n=rest))
            more.setMinimumHeight(kit.look.tokens.px(28))
            flow.addWidget(more)
        self.setLayout(flow)


def _lines(report: ImportReport, kit: Kit) -> list[str]:
    lines = []
    if report.created:
        moment = datetime.fromisoformat(report.created)
        day = kit.wording.day(local(moment).date())
        lines.append(_("Written on {day} at {time}").format(day=day, time=kit.wording.time(moment)))
    if report.status == "refused":
        lines.append(report.reason)
    elif report.status == "already":
        lines.append(_("Taking it in again changes nothing."))
    else:
        lines.append(" · ".join(sentence(line) for line in lines_of(report)))
    if report.mended:
        again = ngettext(
            "{n} change of this file was written again under a new name; nothing is lost.",
            "{n} changes of this file were written again under a new name; nothing is lost.",
            report.mended,
        )
        lines.append(again.format(n=report.mended))
    return lines
