"""How a consent stands, in words, and the tone it is said in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _, ngettext
from kazanlak_case.services.photos import PHOTO

if TYPE_CHECKING:
    from kazanlak_case.domain.changes import Written
    from kazanlak_case.domain.records.consent import Consent
    from kazanlak_case.services.consents import ConsentRow
    from kazanlak_case.ui.kit import Kit

TONES = {"given": "ok", "refused": "", "withdrawn": "warn", "expired": "warn", "never_asked": ""}


def kind_words(kit: Kit, kind: str, institution: str | None) -> str:
    """Name a kind of consent, with the institution it is for."""
    name = kit.lookups.label("consent_type", kind)
    name = name[:1].upper() + name[1:]
    return (
        f"{name}: {kit.lookups.label('referral_institution', institution)}" if institution else name
    )


def state_words(kit: Kit, row: ConsentRow) -> tuple[str, str]:
    """Word the state of a consent, and give its tone."""
    state = row.state.state
    if state == "never_asked":
        return _("not asked"), ""
    if state == "expired":
        return _("has ended"), TONES[state]
    return kit.lookups.label("consent_answer", state), TONES[state]


def photos_words(row: ConsentRow, photos: int) -> str:
    """Say beside the consent to photos how many there are; nothing beside the others."""
    if row.type != PHOTO or not photos:
        return ""
    if row.state.is_given:
        return ngettext("{count} photo", "{count} photos", photos).format(count=photos)
    text = ngettext(
        "{count} photo is kept here and does not leave the house",
        "{count} photos are kept here and do not leave the house",
        photos,
    )
    return text.format(count=photos)


def with_task_words(text: str, written: Written, photos: int) -> str:
    """Add to what is said after saving that photos are concerned, and that a task was made for them."""
    if not any(record == "task" for record, _one in written.touched):
        return text
    more = ngettext(
        "{count} photo does not leave the house any more; a task reminds to decide about it.",
        "{count} photos do not leave the house any more; a task reminds to decide about them.",
        photos,
    )
    return f"{text} {more.format(count=photos)}"


def answer_words(kit: Kit, record: Consent) -> str:
    """Tell of one answer when it was given, until when it holds, in which language and by whom it was explained."""
    day, lookups = kit.wording.day, kit.lookups
    parts = [day(record.withdrawn_on or record.answered_on)]
    if record.valid_until:
        parts.append(_("until {day}").format(day=day(record.valid_until)))
    if record.text_version:
        parts.append(_("text {version}").format(version=record.text_version))
    if record.language:
        told = _("explained in: {language}")
        parts.append(told.format(language=lookups.label("language", record.language)))
    if record.representative:
        quality = lookups.label("representative_quality", record.representative_quality)
        parts.append(f"{record.representative} ({quality})" if quality else record.representative)
    parts.append(lookups.name_of("staff_member", record.explained_by))
    return " · ".join(one for one in parts if one)
