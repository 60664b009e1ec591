"""What a return bundle brought, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.services.return_report import ReturnLine
    from kazanlak_case.ui.kit import Kit


def back_in_words(lines: Sequence[ReturnLine], kit: Kit) -> list[str]:
    """Say what came back to the copy that had lost it, and from which day on something may be missing."""
    told = []
    for line in lines:
        if line.until is None:
            continue
        day = kit.wording.plain_day(line.until, kit.today)
        back = ngettext(
            "{n} record of this house came back", "{n} records of this house came back", line.count
        )
        told.append(back.format(n=kit.wording.number(line.count)) + ".")
        told.append(
            _(
                "The municipality had your work up to {day}. What was written on the old computer "
                "after that was never delivered: please write it down again."
            ).format(day=day)
        )
    return told


def line_in_words(code: str, count: int) -> str:
    """Word one line."""
    return (
        _of_transfers(code, count) or _of_people(code, count) or _of_office(code, count)
    ).format(n=count)


def _of_transfers(code: str, n: int) -> str:
    match code:
        case "asked":
            return ngettext("{n} case is offered to you", "{n} cases are offered to you", n)
        case "came":
            return ngettext(
                "{n} case came from another house", "{n} cases came from other houses", n
            )
        case "done":
            return ngettext(
                "{n} case of yours went on elsewhere", "{n} cases of yours went on elsewhere", n
            )
        case "declined":
            return ngettext(
                "{n} offer of yours was declined", "{n} offers of yours were declined", n
            )
        case "withdrawn":
            return ngettext(
                "{n} offer does not stand any more", "{n} offers do not stand any more", n
            )
        case _:
            return ""


def _of_people(code: str, n: int) -> str:
    match code:
        case "settled":
            return ngettext("{n} difference was settled", "{n} differences were settled", n)
        case "joined":
            return ngettext("{n} repeated person was joined", "{n} repeated people were joined", n)
        case "known_elsewhere":
            return ngettext(
                "{n} person is known in another house too",
                "{n} people are known in other houses too",
                n,
            )
        case "other":
            return ngettext(
                "{n} other record was changed or added",
                "{n} other records were changed or added",
                n,
            )
        case _:
            return ""


def _of_office(code: str, n: int) -> str:
    match code:
        case "users":
            return ngettext("{n} user was added or changed", "{n} users were added or changed", n)
        case "staff":
            return ngettext(
                "{n} colleague was added or changed", "{n} colleagues were added or changed", n
            )
        case "copies":
            return ngettext(
                "{n} copy of the program was prepared or changed",
                "{n} copies of the program were prepared or changed",
                n,
            )
        case _:
            return ngettext("{n} list or setting is new", "{n} lists or settings are new", n)
