"""Name a form as its paper does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.db.reference import paper_forms

if TYPE_CHECKING:
    from kazanlak_case.ui.kit import Kit


def form_name(kit: Kit, code: str) -> str:
    """Give the title that stands on the paper; a form of a newer version goes by its code."""
    form = paper_forms().get(code)
    return form.name(kit.wording.language) if form is not None else code
