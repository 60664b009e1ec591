"""Read the words of the command line, perform the command, and turn what can go wrong into a sentence and a code."""

import argparse
import os
import sys
from collections.abc import Sequence

from kazanlak_case import __version__, paths, settings
from kazanlak_case.cli import (
    backup_commands,
    bundle_commands,
    check_commands,
    demo_commands,
    evaluation_commands,
    file_commands,
    finding_commands,
    form_commands,
    key_commands,
    list_commands,
    person_commands,
    question_commands,
    report_commands,
    reveal_commands,
    user_commands,
    workbook_commands,
)
from kazanlak_case.cli.arguments import Commands
from kazanlak_case.cli.console import Console, ReaderGoneError
from kazanlak_case.cli.usage import WrongWordsError, translate_argparse
from kazanlak_case.domain.errors import CancelledError, ExpectedError
from kazanlak_case.domain.file_errors import UnfitSystemError
from kazanlak_case.i18n import LANGUAGES, _, use_language

DONE, REFUSED, USAGE, UNFIT = 0, 1, 2, 3

GROUPS = (
    demo_commands,
    file_commands,
    backup_commands,
    bundle_commands,
    question_commands,
    finding_commands,
    form_commands,
    list_commands,
    workbook_commands,
    report_commands,
    person_commands,
    evaluation_commands,
    check_commands,
    reveal_commands,
    user_commands,
    key_commands,
)


def main(words: Sequence[str] | None = None) -> int:
    """Perform one command and give its exit code."""
    words = list(sys.argv[1:] if words is None else words)
    _speak_unicode()
    language = _language_of(words)
    use_language(language, locale_dir=paths.locale_folder())
    translate_argparse()
    parser = _parser()
    try:
        said = parser.parse_args(words)
        return _perform(said, Console(speaks_json=said.speaks_json, language=language))
    except WrongWordsError as error:
        missing = _("the following arguments are required: %s") % error.words
        print(
            _("%(prog)s: error: %(message)s\n") % {"prog": parser.prog, "message": missing},
            end="",
            file=sys.stderr,
        )
        return USAGE
    except SystemExit as leaving:  # argparse has said why, or has shown the help
        return leaving.code if isinstance(leaving.code, int) else USAGE
    except ReaderGoneError:
        # Python must not fail on what is still to be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _perform(said: argparse.Namespace, console: Console) -> int:
    try:
        code: int = said.run(said, console)
        console.flush()
    except UnfitSystemError as error:
        console.refuse(error)
        return UNFIT
    except ExpectedError as error:
        console.refuse(error)
        return REFUSED
    except KeyboardInterrupt:
        console.refuse(CancelledError())
        return REFUSED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=paths.PROGRAM,
        description=_(
            "Case management for family houses. Without words it opens the window; with them it does what is listed here."
        ),
        epilog=_(
            "Exit codes: 0 done; 1 refused, nothing was changed; 2 wrong words; 3 a system library is missing."
        ),
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument("--lang", choices=LANGUAGES, help=_("language of the answers"))
    commands = Commands(parser.add_subparsers(metavar=_("COMMAND"), required=True))
    for group in GROUPS:
        group.add_to(commands)
    return parser


def _language_of(words: Sequence[str]) -> str:
    """Find the language before anything is read: the help is in it too."""
    said = [
        value or following
        for word, following in zip(words, [*words[1:], ""], strict=True)
        for name, _equals, value in [word.partition("=")]
        if name == "--lang"
    ]
    known = [language for language in said if language in LANGUAGES]
    return known[-1] if known else settings.load(paths.settings_file()).language


def _speak_unicode() -> None:
    """Print Bulgarian, and read it from a pipe, also where the computer's own encoding has no letters for it."""
    streams = [sys.stdout, sys.stderr]
    if sys.stdin and not sys.stdin.isatty():
        streams.append(sys.stdin)
    for stream in streams:
        encoding = (getattr(stream, "encoding", "") or "").lower().replace("-", "")
        if encoding != "utf8" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
