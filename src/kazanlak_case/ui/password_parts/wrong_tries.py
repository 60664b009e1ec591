"""After a right password: how many wrong ones came before it, for they may have been somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import ngettext

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit


def tell_wrong_tries(kit: Kit) -> None:
    """Say that somebody tried other passwords, and since when; nothing where nobody did."""
    unlocked = kit.operations.case_file.unlocked
    tries = unlocked.wrong_tries
    if tries is None:
        return
    text = ngettext(
        "{n} wrong password was given for {user} since {day}, {time}. If it was not you, tell the head of the house.",
        "{n} wrong passwords were given for {user} since {day}, {time}. If it was not you, tell the head of the house.",
        tries.count,
    )
    words = text.format(
        n=tries.count,
        user=unlocked.user,
        day=kit.wording.day(tries.since.date()),
        time=kit.wording.time(tries.since),
    )
    kit.messages.tell(words)
