"""`report`: the funds' figures and lists, as a workbook, a paper or JSON."""

import argparse
from pathlib import Path

from kazanlak_case.cli.arguments import (
    Commands,
    day,
    now_of,
    takes_moment,
    takes_password,
    takes_user,
)
from kazanlak_case.cli.console import Console
from kazanlak_case.cli.named import insist_on, takes_file_or_list, tell_names
from kazanlak_case.cli.opening import opened
from kazanlak_case.i18n import _, sentence


def add_to(commands: Commands) -> None:
    """Add this group's command."""
    parser = commands.add(
        "report",
        _report,
        about=_("Write a report; --list names them all."),
        more=_("What it is written as follows from the ending of OUT: .xlsx, .pdf or .json."),
    )
    takes_file_or_list(parser, _("name the reports there are"))
    parser.add_argument("name", metavar="NAME", nargs="?", help=_("the report"))
    parser.add_argument("--out", metavar="OUT", type=Path, help=_("the file to be written"))
    parser.add_argument("--fund", metavar="CODE", help=_("only what this fund pays"))
    parser.add_argument("--from", metavar=_("DATE"), type=day, dest="first", help=_("first day"))
    parser.add_argument("--to", metavar=_("DATE"), type=day, dest="last", help=_("last day"))
    parser.add_argument("--site", metavar="CODE", help=_("only this site"))
    takes_user(parser)
    takes_password(parser)
    takes_moment(parser)


def _report(words: argparse.Namespace, console: Console) -> int:
    if words.only_list:
        return _list(console)
    insist_on({"FILE": words.file, "NAME": words.name, "--out": words.out})
    return _write(words, console)


def _list(console: Console) -> int:
    from kazanlak_case.services.reports import REPORTS

    found = {report.name: _(report.title) for report in REPORTS.values()}
    return tell_names(console, "name", found)


def _write(words: argparse.Namespace, console: Console) -> int:
    from kazanlak_case.export.reports import write_report

    with opened(words) as file:
        written = write_report(
            file,
            words.name,
            words.out,
            fund=words.fund,
            site=words.site,
            period=(words.first, words.last),
            language=console.language,
            now=now_of(words),
        )
    facts = {"status": "written", "file": str(written.path), "rows": written.rows}
    lines = [_("{rows} rows written: {path}").format(rows=written.rows, path=written.path)]
    if written.beside:
        facts |= {
            "beside": str(written.beside),
            "blocked": written.blocked,
            "refused": written.refused,
        }
        words_beside = _(
            "Left out with reasons: {blocked}; refusals: {refused}. They stand in {path}"
        )
        lines.append(
            words_beside.format(
                blocked=written.blocked, refused=written.refused, path=written.beside
            )
        )
    lines += [sentence(note) for note in written.notes]
    console.tell(facts, lines)
    return 0
