"""How backups are spoken of: when, why, how much is in them, and what would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import N_, _, ngettext
from kazanlak_case.ui.wording import local

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kazanlak_case.db.backup_facts import BackupFacts
    from kazanlak_case.db.care import Care
    from kazanlak_case.db.preview import Loss
    from kazanlak_case.ui.wording import Wording

MIB = 1 << 20
REASONS = {
    "asked": N_("made by hand"),
    "day": N_("end of the day"),
    "hours": N_("after some hours of work"),
    "import": N_("before an import"),
    "update": N_("before an update"),
    "restore": N_("before a restore"),
}


def when(one: BackupFacts, wording: Wording) -> str:
    """Say when a backup was made."""
    moment = local(one.made_at)
    return _("{day}, {time}").format(day=wording.day(moment.date()), time=wording.time(moment))


def contents(one: BackupFacts, wording: Wording, names: Mapping[str, str]) -> str:
    """Say why a backup was made, how large it is, what is in it, and who wrote last."""
    parts = [_(REASONS.get(one.reason, one.reason)), size(one, wording)]
    if one.is_verified:
        people = ngettext("{n} person", "{n} people", one.people)
        records = ngettext("{n} record", "{n} records", one.records)
        parts.append(people.format(n=wording.number(one.people)))
        parts.append(records.format(n=wording.number(one.records)))
        if names.get(one.author):
            parts.append(_("last by {name}").format(name=names[one.author]))
    return " · ".join(parts)


def size(one: BackupFacts, wording: Wording) -> str:
    """Say how large a backup is."""
    return _("{n} MB").format(n=wording.number(max(1, round(one.size / MIB))))


def state(one: BackupFacts) -> tuple[str, str]:
    """Say whether a backup was verified, with the tone of it."""
    if not one.is_whole:
        return _("Damaged"), "danger"
    return (_("Verified"), "ok") if one.is_verified else (_("Not verified"), "warn")


def loss_in_words(loss: Loss | None, wording: Wording) -> tuple[str, str]:
    """Say what would be lost, with the tone of it."""
    if loss is None:
        return _("The present file cannot be opened, so there is nothing to compare with."), ""
    if not loss.changes:
        return _("Nothing would be lost: it holds all that the present file holds."), "ok"
    written = ngettext(
        "{n} record was written or changed after it.",
        "{n} records were written or changed after it.",
        loss.records,
    ).format(n=wording.number(loss.records))
    if not loss.gone:
        back = _("Others hold all of that too: it comes back with the next exchange.")
        return f"{written} {back}", "ok"
    gone = ngettext(
        "{n} change is nowhere else and would be lost.",
        "{n} changes are nowhere else and would be lost.",
        loss.gone,
    ).format(n=wording.number(loss.gone))
    return f"{written} {gone}", "warn"


def last_backup(newest: BackupFacts | None, wording: Wording, today: date) -> str:
    """Say when the last backup was made."""
    if newest is None:
        return _("No backup has been made yet.")
    moment = local(newest.made_at)
    ago = wording.ago(moment.date(), today)
    return _("Last backup: {ago}, {time}.").format(ago=ago, time=wording.time(moment))


def last_copy(care: Care, wording: Wording, today: date) -> str:
    """Say when a backup last went to another disk, and what the death of this one would cost."""
    if care.copied_at is None:
        return _("None is on a stick yet: if this disk died, all work would be lost.")
    days = max(0, (today - local(care.copied_at).date()).days)
    ago = wording.ago(local(care.copied_at).date(), today)
    if not days:
        return _("On a stick: {ago}.").format(ago=ago)
    lost = ngettext(
        "On a stick: {ago}. If this disk died, the work of {n} day would be lost.",
        "On a stick: {ago}. If this disk died, the work of {n} days would be lost.",
        days,
    )
    return lost.format(ago=ago, n=wording.number(days))
