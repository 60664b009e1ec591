"""`form`: a form of paper as a PDF, filled from a record or blank."""

import argparse
from pathlib import Path

from kazanlak_case.cli.arguments import Commands, now_of, takes_moment, takes_password, takes_user
from kazanlak_case.cli.console import Console
from kazanlak_case.cli.named import insist_on, takes_file_or_list, tell_names
from kazanlak_case.cli.opening import opened
from kazanlak_case.i18n import _


def add_to(commands: Commands) -> None:
    """Add this group's command."""
    parser = commands.add(
        "form",
        _form,
        about=_("Print a form of paper into a PDF; --list names them all."),
        more=_("A form that is not blank gets its number. A PDF is not encrypted."),
    )
    takes_file_or_list(parser, _("name the forms there are"))
    parser.add_argument("form", metavar="FORM", nargs="?", help=_("the form"))
    parser.add_argument(
        "out", metavar="OUT", nargs="?", type=Path, help=_("the file to be written")
    )
    parser.add_argument(
        "--source",
        metavar="ID",
        default="",
        help=_("the record it is made from; for a month 2022-11"),
    )
    parser.add_argument("--person", metavar="ID", default="", help=_("whom it is about"))
    parser.add_argument("--blank", action="store_true", help=_("to be filled in by hand"))
    parser.add_argument("--draft", action="store_true", help=_("give it no number yet"))
    takes_user(parser)
    takes_password(parser)
    takes_moment(parser)


def _form(words: argparse.Namespace, console: Console) -> int:
    if words.only_list:
        return _list(console)
    insist_on({"FILE": words.file, "FORM": words.form, "OUT": words.out})
    return _write(words, console)


def _list(console: Console) -> int:
    from kazanlak_case.db.reference import paper_forms

    found = {code: form.name(console.language) for code, form in paper_forms().items()}
    return tell_names(console, "form", found)


def _write(words: argparse.Namespace, console: Console) -> int:
    from kazanlak_case.export.form_pdf import write_form
    from kazanlak_case.services.paper_facts import NATURAL
    from kazanlak_case.services.paper_periods import PERIOD_FORMS

    kind = "period" if words.form in PERIOD_FORMS else NATURAL.get(words.form, "case")
    with opened(words) as file:
        paper = write_form(
            file,
            words.form,
            out=words.out,
            now=now_of(words),
            source_type=kind if words.source else "",
            source=words.source,
            person=words.person,
            language=console.language,
            blank=words.blank,
            for_signature=not words.draft,
        )
    facts = {
        "status": "written",
        "file": str(words.out),
        "number": paper.number,
        "copy": paper.is_copy,
    }
    line = _("{title} {number}: {path}").format(
        title=paper.title, number=paper.number, path=words.out
    )
    console.tell(facts, [line])
    return 0
