"""`backup`, `backups`, `restore`, `salvage`: case files are kept safe, looked for, and brought back."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from kazanlak_case.cli import passwords
from kazanlak_case.cli.arguments import (
    Commands,
    now_of,
    takes_case_file,
    takes_moment,
    takes_password,
    takes_user,
)
from kazanlak_case.cli.console import Console, aligned
from kazanlak_case.cli.opening import opened
from kazanlak_case.db import keys
from kazanlak_case.db.backup import backup_case_file, restore_case_file
from kazanlak_case.db.backup_facts import BackupFacts
from kazanlak_case.db.backups import FOLDER, backups_in
from kazanlak_case.db.casefile import CaseFile, check_is_case_file
from kazanlak_case.db.key_slots import Unlocked
from kazanlak_case.db.lock import CaseLock
from kazanlak_case.db.preview import Line, Loss, Preview, look_into, require_restore
from kazanlak_case.db.restoring import Restored, check_backup, put_back
from kazanlak_case.db.salvage import salvage
from kazanlak_case.domain.errors import ExpectedError
from kazanlak_case.domain.exchange import no_progress
from kazanlak_case.domain.rules.rights import Act
from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.services.intentions import words_of

REASONS = {
    "asked": N_("somebody asked"),
    "day": N_("end of the day"),
    "hours": N_("some hours of work"),
    "import": N_("before an import"),
    "update": N_("before an update"),
    "restore": N_("before a restore"),
}
MIB = 1 << 20


def add_to(commands: Commands) -> None:
    """Add this group's commands."""
    parser = commands.add(
        "backup", _backup, about=_("Write a verified backup of a case file into a folder.")
    )
    takes_case_file(parser)
    parser.add_argument("folder", metavar="DIR", type=Path, help=_("where the backup goes"))
    parser = commands.add(
        "backups",
        _backups,
        about=_("List the backups of a case file; needs no password."),
    )
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the case file"))
    parser.add_argument(
        "--in",
        dest="folder",
        metavar="DIR",
        type=Path,
        help=_("another folder to look in, such as one on a stick"),
    )
    parser = commands.add(
        "restore",
        _restore,
        about=_("Make a case file of a backup, beside whatever is there."),
        more=_("Nothing is overwritten. The password is the one the file had then."),
    )
    parser.add_argument("backup", metavar="BACKUP", type=Path, help=_("the backup"))
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the case file to be made"))
    parser.add_argument(
        "--preview",
        action="store_true",
        help=_("only say what is in the backup, and what would be lost compared with FILE"),
    )
    parser.add_argument(
        "--aside",
        action="store_true",
        help=_("move FILE aside and let the backup take its place"),
    )
    takes_user(parser)
    takes_password(parser)
    takes_moment(parser)
    parser = commands.add(
        "salvage",
        _salvage,
        about=_("Save what can be read of a damaged case file into a new one."),
        more=_("The damaged file is only read. What is missing is counted."),
    )
    parser.add_argument("file", metavar="FILE", type=Path, help=_("the damaged case file"))
    parser.add_argument("target", metavar="NEW", type=Path, help=_("the case file to be made"))
    takes_user(parser)
    takes_password(parser)


def _backup(words: argparse.Namespace, console: Console) -> int:
    with opened(words) as file:
        file.require(Act.BACK_UP)
        made = backup_case_file(file, words.folder, now=now_of(words))
    line = _("The backup is written and verified: {path}").format(path=made)
    console.tell({"status": "backed_up", "backup": str(made)}, [line])
    return 0


def _backups(words: argparse.Namespace, console: Console) -> int:
    if words.folder is None:
        check_is_case_file(words.file)
    found = backups_in(words.folder or words.file / FOLDER)
    lines = aligned(_row_of(one) for one in found)
    console.tell([_facts_of(one) for one in found], lines or [_("There are no backups there.")])
    return 0


def _row_of(one: BackupFacts) -> tuple[str, ...]:
    people = ngettext("{n} person", "{n} people", one.people).format(n=one.people)
    return (
        f"{one.made_at.astimezone():%d.%m.%Y %H:%M}",
        _(REASONS.get(one.reason, one.reason)),
        f"{one.size / MIB:.1f} MiB",
        people if one.is_verified else "",
        _("verified") if one.is_verified and one.is_whole else _("not verified"),
        str(one.path),
    )


def _facts_of(one: BackupFacts) -> dict[str, object]:
    facts = asdict(one) | {"path": str(one.path), "made_at": one.made_at.isoformat()}
    return facts | {"verified": one.is_verified and one.is_whole}


def _restore(words: argparse.Namespace, console: Console) -> int:
    check_is_case_file(words.backup)
    with _unlocked(words) as unlocked:
        if words.preview:
            seen = _look(words, unlocked)
            console.tell(_preview_facts(seen), _preview_lines(seen))
            return 0
        require_restore(words.backup, unlocked)
        if words.aside:
            done = put_back(
                words.backup, words.file, unlocked=unlocked, now=now_of(words), progress=no_progress
            )
        else:
            check_backup(words.backup, unlocked, progress=no_progress)
            restore_case_file(words.backup, words.file)
            done = Restored(words.file)
    lines = [
        _("Restored: {path}").format(path=words.file),
        _(
            "What was written after the backup is not in it; the next exchange brings back what was sent."
        ),
    ]
    if done.aside is not None:
        lines.append(_("What stood there before is now here: {path}").format(path=done.aside))
    facts = {"status": "restored", "file": str(words.file), "aside": str(done.aside or "")}
    console.tell(facts, lines)
    return 0


def _salvage(words: argparse.Namespace, console: Console) -> int:
    check_is_case_file(words.file)
    words.backup = words.file
    with _unlocked(words) as unlocked:
        # nobody may write into it meanwhile
        lock = CaseLock.take(words.file, user=words.user)
        try:
            saved = salvage(words.file, unlocked, words.target, progress=no_progress)
        finally:
            lock.release()
    gone = sum(saved.missing.values())
    lines = [
        _("Saved: {path}").format(path=saved.path),
        _("Changes of the log: {saved} of {all}.").format(
            saved=saved.changes_saved, all=saved.changes
        ),
        ngettext("{n} record is missing.", "{n} records are missing.", gone).format(n=gone),
    ]
    if not saved.is_whole:
        lines.append(
            _(
                "It is for reading only. Restore the newest backup: what others hold comes back with the exchange."
            )
        )
    facts = asdict(saved) | {"status": "salvaged", "path": str(saved.path), "whole": saved.is_whole}
    console.tell(facts, lines)
    return 0


@contextmanager
def _unlocked(words: argparse.Namespace) -> Iterator[Unlocked]:
    user = words.user or keys.users_of(words.backup)[0]
    question = _("Password of {user}: ").format(user=user)
    password = passwords.existing(words.password_file, question=question)
    unlocked = keys.unlock(words.backup, user, password)
    words.user, words.password = user, password
    try:
        yield unlocked
    finally:
        unlocked.wipe()


def _look(words: argparse.Namespace, unlocked: Unlocked) -> Preview:
    present: CaseFile | None = None
    # one that cannot be opened is what one restores for: then there is nothing to compare with
    with suppress(ExpectedError):
        present = CaseFile.open(words.file, user=words.user, password=words.password)
    try:
        return look_into(words.backup, unlocked, present=present, progress=no_progress)
    finally:
        if present is not None:
            present.close()


def _preview_lines(seen: Preview) -> list[str]:
    facts = seen.facts
    counts = seen.counts
    lines = [
        _("Backup of {day}, {why}; it opens and every page is whole.").format(
            day=f"{facts.made_at.astimezone():%d.%m.%Y %H:%M}",
            why=_(REASONS.get(facts.reason, facts.reason)),
        ),
        _("In it: {people} people, {cases} cases, {entries} services.").format(
            people=counts["person"], cases=counts["case"], entries=counts["service_entry"]
        ),
    ]
    lines += [_("Written last in it:"), *aligned(_line_of(line) for line in seen.lines[:5])]
    if seen.loss is None:
        lines.append(_("There is no present file to compare it with."))
    elif not seen.loss.changes:
        lines.append(_("Nothing would be lost: it holds all that the present file holds."))
    else:
        lines += [*_loss_lines(seen.loss), *aligned(_line_of(line) for line in seen.loss.lines)]
    return lines


def _loss_lines(loss: Loss) -> list[str]:
    written = ngettext(
        "{n} change of {records} record(s) was written after it.",
        "{n} changes of {records} record(s) were written after it.",
        loss.changes,
    )
    back = ngettext(
        "{n} of them is held elsewhere too and comes back with the exchange.",
        "{n} of them are held elsewhere too and come back with the exchange.",
        loss.returning,
    )
    gone = ngettext(
        "{n} is nowhere else and would be lost.",
        "{n} are nowhere else and would be lost.",
        loss.gone,
    )
    return [
        written.format(n=loss.changes, records=loss.records),
        back.format(n=loss.returning),
        gone.format(n=loss.gone),
    ]


def _line_of(line: Line) -> tuple[str, ...]:
    moment = f"{line.at.astimezone():%d.%m.%Y %H:%M}"
    return (moment, line.author, _(words_of(line.what)), line.site)


def _preview_facts(seen: Preview) -> dict[str, object]:
    return {
        "status": "preview",
        "backup": _facts_of(seen.facts),
        "counts": seen.counts,
        "last": [_line_facts(line) for line in seen.lines],
        "loss": None if seen.loss is None else _loss_facts(seen.loss),
        "may_restore": seen.may_restore,
    }


def _loss_facts(loss: Loss) -> dict[str, object]:
    return {
        "changes": loss.changes,
        "records": loss.records,
        "returning": loss.returning,
        "gone": loss.gone,
        "lines": [_line_facts(line) for line in loss.lines],
    }


def _line_facts(line: Line) -> dict[str, str]:
    return {"at": line.at.isoformat(), "author": line.author, "what": line.what, "site": line.site}
