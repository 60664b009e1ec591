"""`findings`: what does not fit together, though every part of it was right."""

import argparse
from collections.abc import Iterator
from datetime import date

from kazanlak_case.cli.arguments import Commands, now_of, takes_case_file
from kazanlak_case.cli.console import GAP, Console, Facts
from kazanlak_case.cli.opening import opened
from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.findings import FindingView, look_for_findings, said


def add_to(commands: Commands) -> None:
    """Add this group's commands."""
    about = _("List what does not fit together: one number on two people, two open cases…")
    takes_case_file(commands.add("findings", _findings, about=about))


def _findings(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file, file.reading(now_of(words)) as uow:
        found = look_for_findings(uow)
    console.tell([_facts_of(one) for one in found], _lines_of(found))
    return 0


def _facts_of(view: FindingView) -> Facts:
    one = view.finding
    return {
        "rule": one.rule,
        "type": one.type,
        "id": one.id,
        "others": list(one.others),
        "facts": dict(one.facts),
        "label": view.label,
        "person": view.person,
        "sites": list(view.sites),
    }


def _lines_of(found: list[FindingView]) -> Iterator[str]:
    for view in found:
        what, hint = said(view.finding, day=_day, say=_)
        whom = " = ".join(part for part in (view.label, *view.other_labels) if part)
        yield f"{whom} ({', '.join(view.sites)})" if view.sites else whom
        yield f"{GAP}{what}"
        yield f"{GAP}{hint}"
    count = len(found)
    yield ngettext("{n} thing to attend to", "{n} things to attend to", count).format(n=count)


def _day(day: date) -> str:
    return day.strftime("%d.%m.%Y")
