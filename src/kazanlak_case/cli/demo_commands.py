"""`demo`: a centre and four houses with made-up people, and a year of their work."""

import argparse
from pathlib import Path

from kazanlak_case.cli import passwords
from kazanlak_case.cli.arguments import Commands, takes_password
from kazanlak_case.cli.console import Console
from kazanlak_case.i18n import _

PERSONS = 400
SEED = 7


def add_to(commands: Commands) -> None:
    """Add this group's command."""
    parser = commands.add(
        "demo",
        _demo,
        about=_("Build practice data: a central copy and four houses with made-up people."),
        more=_(
            "The houses work, write bundles and contradict each other; the centre merges and answers. Leaves DIR/<code>.kcase, DIR/stick and DIR/reports."
        ),
    )
    parser.add_argument("folder", metavar="DIR", type=Path, help=_("where it is built"))
    parser.add_argument(
        "--persons", type=_count, default=PERSONS, metavar="N", help=_("how many people")
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, metavar="S", help=_("the same number, the same people")
    )
    takes_password(parser)


def _count(text: str) -> int:
    from kazanlak_case.demo.plan import FEWEST

    count = int(text)
    if count < FEWEST:
        raise argparse.ArgumentTypeError(_("at least {n}").format(n=FEWEST))
    return count


def _demo(words: argparse.Namespace, console: Console) -> int:
    from kazanlak_case.demo.year import perform
    from kazanlak_case.domain.practice import PRACTICE_PASSWORD

    password = passwords.from_file(words.password_file) if words.password_file else None
    made = perform(
        words.folder,
        persons=words.persons,
        seed=words.seed,
        password=password or PRACTICE_PASSWORD,
        tell=console.say,
    )
    if password is None:
        console.say(
            _("Password of every file, user head: {password}").format(password=PRACTICE_PASSWORD)
        )
    console.tell(made.facts, [])
    return 0
