"""Count records in words: „3 посещения, 1 лице“."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kazanlak_case.ui.wording import Wording


def counted(counts: Mapping[str, int], wording: Wording) -> str:
    """Word how many records there are of each type, the most important first; kinds nobody asks for are put together."""
    parts = []
    rest = 0
    for record in (*_SAID, *(one for one in counts if one not in _SAID)):
        count = counts.get(record, 0)
        if not count:
            continue
        if record in _SAID:
            parts.append(_said(record, count).format(n=wording.number(count)))
        else:
            rest += count
    if rest:
        other = ngettext("{n} other record", "{n} other records", rest)
        parts.append(other.format(n=wording.number(rest)))
    return ", ".join(parts)


_SAID = ("service_entry", "person", "case", "household", "participation", "transfer")


def _said(record: str, count: int) -> str:
    match record:
        case "service_entry":
            return ngettext("{n} visit", "{n} visits", count)
        case "person":
            return ngettext("{n} person", "{n} people", count)
        case "case":
            return ngettext("{n} case", "{n} cases", count)
        case "household":
            return ngettext("{n} household", "{n} households", count)
        case "participation":
            return ngettext("{n} participation", "{n} participations", count)
        case _:
            return ngettext("{n} transfer", "{n} transfers", count)
