"""`evaluate`: rows about participants without names, in which nobody can be recognised."""

import argparse
from pathlib import Path

from kazanlak_case.cli.arguments import Commands, day, now_of, takes_case_file
from kazanlak_case.cli.console import GAP, Console
from kazanlak_case.cli.opening import opened
from kazanlak_case.domain.rules.anonymity import LADDERS, USUAL_K
from kazanlak_case.i18n import _, ngettext, sentence


def add_to(commands: Commands) -> None:
    """Add this group's command."""
    parser = commands.add(
        "evaluate",
        _evaluate,
        about=_("Write rows without names for evaluators: a workbook (.xlsx) or .json."),
        more=_(
            "Who shares sex, age, settlement, entry, education and work with too few others is left out and counted."
        ),
    )
    takes_case_file(parser)
    parser.add_argument("out", metavar="OUT", type=Path, help=_("the file to be written"))
    parser.add_argument(
        "--pseudonyms",
        action="store_true",
        help=_("give each participant a pseudonym, the same each time"),
    )
    parser.add_argument(
        "--k",
        type=int,
        default=USUAL_K,
        metavar="N",
        help=_("how many people at least are alike (usually {k})").format(k=USUAL_K),
    )
    parser.add_argument("--from", metavar=_("DATE"), type=day, dest="first", help=_("first day"))
    parser.add_argument("--to", metavar=_("DATE"), type=day, dest="last", help=_("last day"))
    parser.add_argument("--site", metavar="CODE", help=_("only this site"))


def _evaluate(words: argparse.Namespace, console: Console) -> int:
    from kazanlak_case.export.evaluation import answer_in_words, notes_of, write_evaluation
    from kazanlak_case.services.reports import selection_of

    now = now_of(words)
    with opened(words) as file:
        with file.reading(now) as uow:
            selection = selection_of(uow, site=words.site, since=words.first, until=words.last)
        found = write_evaluation(
            file,
            words.out,
            now=now,
            selection=selection,
            k=words.k,
            pseudonyms=words.pseudonyms,
            language=console.language,
        )
        risky = [
            [
                answer_in_words(ladder.name, answer, file.profile, console.language)
                for ladder, answer in zip(LADDERS, one.group, strict=True)
            ]
            for one in found.risky
        ]
    facts = {
        "status": "written",
        "file": str(words.out),
        "rows": len(found.rows),
        "k": found.k,
        "left_out": found.left_out,
        "withheld": found.withheld,
        "levels": dict(found.levels),
        "risky": [
            {"people": [person for person, _name in one.people], "alike": alike}
            for one, alike in zip(found.risky, risky, strict=True)
        ],
    }
    lines = [_("{rows} rows written: {path}").format(rows=len(found.rows), path=words.out)]
    lines += [sentence(note) for note in notes_of(found)]
    for one, alike in zip(found.risky, risky, strict=True):
        count = ngettext("{n} person", "{n} people", len(one.people)).format(n=len(one.people))
        lines.append(f"{GAP}{count}: {' · '.join(alike)}")
    console.tell(facts, lines)
    return 0
