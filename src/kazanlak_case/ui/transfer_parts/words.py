"""Where a transfer stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.transfers import BY_THE_CENTRE
from kazanlak_case.ui.attachment_parts.words import size_in_words

if TYPE_CHECKING:
    from kazanlak_case.services.transfer_attachments import PapersOfCase
    from kazanlak_case.services.transfer_list import TransferRow
    from kazanlak_case.ui.kit import Kit


def state_words(row: TransferRow, kit: Kit) -> tuple[str, str]:
    """Say where a transfer stands, and in which tone."""
    other = house_name(row.other_site, kit)
    if row.is_incoming:
        return _incoming(row, kit, other)
    told = {
        "offered": (_("waits for {site} since {day}"), row.offered_on, "warn"),
        "declined": (_("{site} declined on {day}"), row.answered_on, "danger"),
        "withdrawn": (_("withdrawn on {day}"), row.answered_on, ""),
        "done": (_("Transferred to {site} on {day}"), row.done_on, "ok"),
    }
    text, day, tone = told.get(row.state, told["offered"])
    return text.format(site=other, day=kit.wording.plain_day(day, kit.today)), tone


def _incoming(row: TransferRow, kit: Kit, other: str) -> tuple[str, str]:
    told = {
        "offered": (_("{site} waits for your answer since {day}"), row.offered_on, "warn"),
        "accepted": (
            _("accepted on {day}; the case comes with a next bundle"),
            row.answered_on,
            "accent",
        ),
        "declined": (_("declined on {day}"), row.answered_on, ""),
        "withdrawn": (_("does not stand any more since {day}"), row.answered_on, ""),
        "done": (_("Came from {site} on {day}"), row.done_on, "ok"),
    }
    text, day, tone = told.get(row.state, told["offered"])
    return text.format(site=other, day=kit.wording.plain_day(day, kit.today)), tone


def detail_words(row: TransferRow, kit: Kit) -> list[str]:
    """Say what goes along, by what consent, and why not."""
    lookups, wording = kit.lookups, kit.wording
    labels = lookups.choices("transfer_part")
    parts = ", ".join(label for code, label in labels.items() if code in row.parts)
    consent = (
        _("consent of {day}").format(day=wording.plain_day(row.consent_on, kit.today))
        if row.consent_on
        else _("without consent")
    )
    told = [_("Goes along: {parts} ({consent})").format(parts=parts, consent=consent)]
    if row.reason:
        told.append(_("Why: {reason}").format(reason=row.reason))
    if row.answer:
        answer = _(BY_THE_CENTRE[row.answer]) if row.answer in BY_THE_CENTRE else row.answer
        told.append(_("Reason of the answer: {answer}").format(answer=answer))
    return told


def papers_words(papers: PapersOfCase, kit: Kit) -> str:
    """Say how many documents would go along and how much they are, and how many stay."""
    told = []
    if papers.count:
        text = ngettext(
            "{n} attached document can go along ({size}).",
            "{n} attached documents can go along ({size}).",
            papers.count,
        )
        told.append(text.format(n=papers.count, size=size_in_words(papers.size, kit)))
    if papers.staying:
        text = ngettext(
            "{n} document stays: what is sensitive, and photos without consent.",
            "{n} documents stay: what is sensitive, and photos without consent.",
            papers.staying,
        )
        told.append(text.format(n=papers.staying))
    return " ".join(told)


def house_name(code: str, kit: Kit) -> str:
    """Name a house shortly."""
    site = kit.lookups.profile.site(code)
    return site.short_name if site else code
