"""A document in words: its title, and what is known of it in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _

if TYPE_CHECKING:
    from kazanlak_case.domain.records.document import Attachment
    from kazanlak_case.ui.kit import Kit

KIB = 1024


def title_of(one: Attachment, kit: Kit) -> str:
    """Name a document: by its title, its kind, or its file."""
    kind = kit.lookups.label("document_type", one.type)
    return one.title or kind or one.file_name or _("Document")


def about_document(one: Attachment, kit: Kit) -> str:
    """Tell kind, number, date, size and who attached it, as far as it is known."""
    lookups, wording = kit.lookups, kit.wording
    kind = lookups.label("document_type", one.type)
    parts = (
        kind if kind != title_of(one, kit) else "",
        _("№ {number}").format(number=one.number) if one.number else "",
        wording.day(one.dated_on or one.added_on),
        size_in_words(one.size, kit) if one.size else "",
        lookups.name_of("staff_member", one.staff_member),
    )
    return " · ".join(part for part in parts if part)


def size_in_words(size: int, kit: Kit) -> str:
    """Say how large a file is, roughly."""
    if size < KIB * KIB:
        return _("{count} KB").format(count=kit.wording.number(max(1, round(size / KIB))))
    return _("{count} MB").format(count=kit.wording.number(max(1, round(size / KIB / KIB))))
