"""`export`, `inspect`, `import`, `undo`: what travels between copies."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from kazanlak_case.cli.arguments import (
    Commands,
    now_of,
    takes_case_file,
    takes_moment,
    takes_password,
    takes_user,
)
from kazanlak_case.cli.bundle_facts import lines_of_bundle
from kazanlak_case.cli.console import GAP, Console, Facts
from kazanlak_case.cli.opening import opened
from kazanlak_case.db.opening import place_of
from kazanlak_case.domain.exchange import ImportReport
from kazanlak_case.export.exchange import (
    export_bundle,
    import_bundles,
    inspect_bundle,
    mend_fork,
    rehearse_import,
    undo_import,
)
from kazanlak_case.i18n import N_, _, ngettext, sentence
from kazanlak_case.services import history
from kazanlak_case.services.writing import SEPARATOR
from kazanlak_case.sync.report import lines_of

REFUSED = 1

COUNTS = ("new", "changed", "conflicts", "duplicates", "rejected")

WHAT_HAPPENED = {
    "merged": N_("taken in"),
    "already": N_("all of it is here already; nothing was changed"),
    "refused": N_("refused"),
}
REHEARSED = N_("would be taken in")


def add_to(commands: Commands) -> None:
    """Add this group's commands."""
    _add_export(commands)
    _add_inspect(commands)
    _add_import(commands)
    parser = commands.add(
        "mend",
        _mend,
        about=_("Bring a house's file together with the centre's again after a fork."),
        more=_(
            "BUNDLE is a full one of the centre's. What this file holds beyond the shared point is written again; a backup is made before."
        ),
    )
    takes_case_file(parser)
    parser.add_argument("bundle", metavar="BUNDLE", type=Path, help=_("the full bundle"))
    parser = commands.add(
        "undo",
        _undo,
        about=_("Take back an import, an intake or another change."),
        more=_("ID is what `import`, `intake` and the others give as `undo`."),
    )
    takes_case_file(parser)
    parser.add_argument("undo", metavar="ID", nargs="+", help=_("what is to be taken back"))


def _add_export(commands: Commands) -> None:
    parser = commands.add(
        "export", _export, about=_("Write a bundle with what the other copy does not have yet.")
    )
    takes_case_file(parser)
    parser.add_argument(
        "out",
        metavar="OUT",
        type=Path,
        help=_("a folder (the stick), or a name ending in .kbundle"),
    )
    parser.add_argument(
        "--to", metavar="SITE", help=_("for whom (default: a house writes to the centre)")
    )
    parser.add_argument("--full", action="store_true", help=_("everything, not only what is new"))


def _add_inspect(commands: Commands) -> None:
    parser = commands.add(
        "inspect",
        _inspect,
        about=_("Say what a bundle holds, in counts."),
        more=_("Without --file only what can be seen from outside."),
    )
    parser.add_argument("bundle", metavar="BUNDLE", type=Path, help=_("the bundle"))
    parser.add_argument(
        "--file", metavar="FILE", type=place_of, help=_("the case file it was written for, or by")
    )
    takes_user(parser)
    takes_password(parser)
    takes_moment(parser)


def _add_import(commands: Commands) -> None:
    parser = commands.add(
        "import",
        _import,
        about=_("Take in bundles, oldest first."),
        more=_("Each is taken whole or not at all; a backup is made before."),
    )
    takes_case_file(parser)
    parser.add_argument(
        "bundles", metavar="BUNDLE", type=Path, nargs="+", help=_("one or more bundles")
    )
    parser.add_argument(
        "--rehearse", action="store_true", help=_("only say what would happen; change nothing")
    )


def _mend(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        report = mend_fork(file, words.bundle, now=now_of(words))
    again = ngettext(
        "{count} change of this file was written again.",
        "{count} changes of this file were written again.",
        report.mended,
    ).format(count=report.mended)
    facts = {**_facts(report), "mended": report.mended}
    console.tell(facts, [*_lines([report]), *([again] if report.mended else [])])
    if report.status == "refused":
        print(report.reason, file=sys.stderr)
    return REFUSED if report.status == "refused" else 0


def _export(words: argparse.Namespace, console: Console) -> int:
    now = now_of(words)
    with opened(words) as file:
        written = export_bundle(file, words.out, to_site=words.to, full=words.full, now=now)
    line = ngettext(
        "{changes} change for {site} ({kib} KiB): {path}",
        "{changes} changes for {site} ({kib} KiB): {path}",
        written.changes,
    ).format(
        changes=written.changes,
        site=written.receiver_site,
        kib=-(-written.bytes // 1024),
        path=written.path,
    )
    lines = [line, _("It was read back and compared: the stick may be removed.")]
    console.tell({"status": "written", **asdict(written)}, lines)
    return 0


def _inspect(words: argparse.Namespace, console: Console) -> int:
    now = now_of(words)
    if words.file is None:
        found = inspect_bundle(words.bundle, now=now)
    else:
        with opened(words) as file:
            found = inspect_bundle(words.bundle, file, now=now)
    console.tell(found, lines_of_bundle(found))
    return 0


def _import(words: argparse.Namespace, console: Console) -> int:
    take = rehearse_import if words.rehearse else import_bundles
    with opened(words) as file:
        reports = take(file, words.bundles, now=now_of(words))
    facts = [_facts(report) for report in reports]
    console.tell(facts[0] if len(facts) == 1 else _together(facts), _lines(reports))
    for report in reports:
        if report.status == "refused":
            print(report.reason, file=sys.stderr)
    return REFUSED if any(report.status == "refused" for report in reports) else 0


def _facts(report: ImportReport) -> dict[str, Facts]:
    facts: dict[str, Facts] = {"status": report.status}
    if report.status == "refused":
        facts |= {"error": report.code, "message": report.reason}
    facts |= {name: getattr(report, name) for name in COUNTS}
    return facts | {"undo": report.undo, "sender": report.sender_site, "bundle": report.bundle}


def _together(facts: Sequence[dict[str, Facts]]) -> Facts:
    """Several bundles as one answer: the counts added up, each bundle's own answer beside."""
    statuses = [one["status"] for one in facts]
    status = next((one for one in ("refused", "merged") if one in statuses), "already")
    undos = [one["undo"] for one in facts if one["undo"]]
    return {
        "status": status,
        **{name: sum(int(str(one[name])) for one in facts) for name in COUNTS},
        "undo": undos[-1] if undos else None,  # the last import is the one that can be taken out
        "bundles": list(facts),
    }


def _lines(reports: Sequence[ImportReport]) -> Iterator[str]:
    for report in reports:
        happened = REHEARSED if report.rehearsal and report.status == "merged" else None
        sender = report.sender_site or "?"
        yield f"{sender} {report.created[:10]}: {_(happened or WHAT_HAPPENED[report.status])}"
        if report.status == "merged":
            yield from (GAP + sentence(line) for line in lines_of(report))
        if report.undo:
            yield GAP + _("To take it back: undo FILE {id}").format(id=report.undo)


def _undo(words: argparse.Namespace, console: Console) -> int:
    wanted, now = SEPARATOR.join(words.undo), now_of(words)
    with opened(words) as file:
        if "-" in wanted:  # the id of a changeset names its log
            with file.writing(now) as uow:
                history.undo(uow, wanted)
        else:
            undo_import(file, wanted, now=now)
    console.tell({"status": "undone", "undo": wanted}, [_("Taken back. History shows both.")])
    return 0
