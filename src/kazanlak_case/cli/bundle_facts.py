"""What a bundle says of itself, in lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from kazanlak_case.cli.console import GAP, aligned
from kazanlak_case.i18n import N_, _

TITLES = {
    "file": N_("File"),
    "bytes": N_("Bytes"),
    "sender": N_("From"),
    "receiver": N_("For"),
    "sequence": N_("Bundle number"),
    "created": N_("Written at"),
    "program": N_("Program"),
    "format": N_("Format"),
    "changes": N_("Changes"),
    "sha256": N_("SHA-256"),
}


def lines_of_bundle(found: Mapping[str, Any]) -> Iterator[str]:
    """Say where a bundle comes from and what is in it; without a case file only its outside."""
    rows = [(_(title), found[name]) for name, title in TITLES.items() if name in found]
    yield from aligned((title, f"{value}") for title, value in rows)
    if not found.get("verified"):
        yield _("Not opened: that needs the case file it was written for (--file).")
        return
    yield _("Opened and verified.")
    if found["counts"]:
        yield _("New records:")
        yield from (GAP + line for line in aligned(found["counts"].items()))
    if found["ranges"]:
        yield _("Changes of:")
        ranges = [
            (one["site"], one["scope"], f"{one['first']}–{one['last']}") for one in found["ranges"]
        ]
        yield from (GAP + line for line in aligned(ranges))
