"""`verify` and `doctor`: is the file whole, and has this computer what the program needs."""

import argparse

from kazanlak_case.cli.arguments import Commands, takes_case_file
from kazanlak_case.cli.console import GAP, Console, aligned
from kazanlak_case.cli.doctor import examine, lines_of
from kazanlak_case.cli.opening import opened
from kazanlak_case.db.blob_checks import AttachmentsState
from kazanlak_case.db.verify import Verification, verify
from kazanlak_case.export.reading_words import readings_line
from kazanlak_case.i18n import N_, _, ngettext

FAILED, LIBRARY_MISSING = 1, 3

WHAT_IS_CHECKED = {
    "cipher": N_("every page decrypts and is untouched"),
    "sqlite": N_("the database is well formed"),
    "server": N_("the server keeps all tables and indexes as it should"),
    "chain": N_("the change log is complete and unaltered"),
    "tables": N_("the tables say what the log says"),
    "attachments": N_("what is attached is whole"),
    "readings": N_("the record of who read what is complete and unaltered"),
}


def add_to(commands: Commands) -> None:
    """Add this group's commands."""
    parser = commands.add(
        "verify",
        _verify,
        about=_("Check a case file: cipher, database, change log, tables; one line per check."),
    )
    takes_case_file(parser)
    commands.add(
        "doctor", _doctor, about=_("Say what this computer has and what would be missing.")
    )


def _verify(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        found = verify(file)
    facts = {
        "ok": found.ok,
        "digest": found.digest,
        "scopes": dict(found.scopes),
        "checks": [
            {"name": check.name, "ok": check.ok, "detail": check.detail} for check in found.checks
        ],
    }
    console.tell(facts, _lines(found))
    return 0 if found.ok else FAILED


def _lines(found: Verification) -> list[str]:
    checks = aligned(
        (
            _("well") if check.ok else _("WRONG"),
            check.name,
            _well(found, check.name) if check.ok else check.detail,
        )
        for check in found.checks
    )
    digests = aligned([*found.scopes.items(), (_("whole file"), found.digest)])
    return [*checks, _("Digests:"), *(GAP + line for line in digests)]


def _well(found: Verification, name: str) -> str:
    """Say what a check that went well means; of readings, how many there are and since when."""
    if name == "readings" and found.readings is not None:
        return readings_line(found.readings)
    if name == "attachments" and found.attachments is not None:
        return _attachments(found.attachments)
    return _(WHAT_IS_CHECKED.get(name, ""))


def _attachments(state: AttachmentsState) -> str:
    """Say how many contents there are, and that those still on their way are no damage."""
    parts = [
        ngettext(
            "attached documents: {count}, whole",
            "attached documents: {count}, all whole",
            state.count,
        ).format(count=state.count)
        if state.count
        else _("nothing is attached")
    ]
    if state.waiting:
        parts.append(
            ngettext(
                "{count} waits for the next bundle",
                "{count} wait for the next bundle",
                state.waiting,
            ).format(count=state.waiting)
        )
    if state.unnamed:
        parts.append(
            ngettext(
                "{count} belongs to no record", "{count} belong to no record", state.unnamed
            ).format(count=state.unnamed)
        )
    return "; ".join(parts)


def _doctor(words: argparse.Namespace, console: Console) -> int:  # noqa: ARG001 - every command takes its words
    found = examine()
    console.tell(found.facts, lines_of(found))
    return LIBRARY_MISSING if found.missing else 0
