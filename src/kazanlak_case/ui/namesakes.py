"""What is shown beside a name that somebody else in the same list bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kazanlak_case.services.told_apart import Apart
    from kazanlak_case.ui.lookups import Lookups


def apart_in_words(apart: Apart | None, lookups: Lookups) -> str:
    """Word the year of birth, the settlement and the house that tell a namesake apart; nothing for who has none."""
    if apart is None:
        return ""
    site = lookups.profile.site(apart.site) if apart.site else None
    parts = (
        str(apart.year) if apart.year else "",
        lookups.settlement(apart.settlement),
        site.short_name if site else apart.site,
    )
    return " · ".join(part for part in parts if part)


def beside(name: str, apart: Apart | None, lookups: Lookups) -> str:
    """Put what tells a namesake apart behind the name."""
    words = apart_in_words(apart, lookups)
    return f"{name} ({words})" if words else name
