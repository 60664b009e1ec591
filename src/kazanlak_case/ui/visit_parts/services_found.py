"""Find one of the many kinds of service: one's usual ones first, then by domain; typing narrows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kazanlak_case.i18n import _
from kazanlak_case.ui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kazanlak_case.ui.forms.picker import Answer
    from kazanlak_case.ui.lookups import Lookups

SERVICES, DOMAINS = "service_type", "domain_of_need"


class ServicesFound:
    """Answers a picker. `usual` are codes, the most frequent first."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.usual: Sequence[str] = ()

    def suggest(self, text: str, answer: Answer) -> None:
        """Find the kinds whose words, or whose domain, hold the text."""
        folded = text.casefold()
        labels = self._lookups.choices(SERVICES)
        domains = self._domains()
        first = [code for code in self.usual if code in labels]
        order = [*first, *(code for code in labels if code not in first)]
        hits = [
            Suggestion(
                code,
                labels[code],
                mark=_("usual") if code in first else domains.get(code, ""),
            )
            for code in order
            if folded in labels[code].casefold() or folded in domains.get(code, "").casefold()
        ]
        if folded:
            hits.sort(key=lambda hit: not hit.title.casefold().startswith(folded))
        answer(hits)

    def _domains(self) -> dict[str, str]:
        words = self._lookups.choices(DOMAINS)
        found = {}
        for entry in self._lookups.code_lists.entries(SERVICES):
            for part in entry.maps_to.split("; "):
                if part.startswith("domain:"):
                    found[entry.code] = words.get(part.removeprefix("domain:"), "")
        return found
