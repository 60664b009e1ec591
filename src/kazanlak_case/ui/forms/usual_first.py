"""Offer what somebody uses most before everything else of a list of codes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kazanlak_case.ui.kit import Kit

if TYPE_CHECKING:
    from collections.abc import Sequence


def usual_first(kit: Kit, name: str, usual: Sequence[str]) -> Kit:
    """Give the kit with one list in another order: the usual codes first, in theirs."""
    lists = kit.lookups.code_lists
    places = {code: at for at, code in enumerate(usual)}
    entries = lists.entries(name)
    ordered = tuple(sorted(entries, key=lambda one: places.get(one.code, len(places))))
    lookups = replace(kit.lookups, code_lists=lists.with_list(name, ordered))
    return Kit(kit.look, kit.operations, kit.messages, lookups)
