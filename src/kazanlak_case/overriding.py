"""`override` for what is shown first: typing_extensions is large, and the first page needs nothing else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import override
else:

    def override(method: object) -> object:
        """Mark a method that stands in for one of the class above it; checked by mypy only."""
        return method


__all__ = ["override"]
