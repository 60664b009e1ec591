"""Short forms of given names that are shipped: Сашо for Александър. They widen a search and never merge records."""

import csv
import functools
import io

from kazanlak_case.domain.rules.name_keys import skeleton
from kazanlak_case.paths import resource


@functools.cache
def short_forms() -> dict[str, tuple[str, ...]]:
    """Give, by search key, the keys of the names that may mean the same person, both ways."""
    found: dict[str, dict[str, None]] = {}
    text = resource("reference/name_diminutives.csv").read_text("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text)):
        short, full = skeleton(row["short_form"]), skeleton(row["full_name"])
        if short != full:
            found.setdefault(short, {})[full] = None
            found.setdefault(full, {})[short] = None
    return {key: tuple(others) for key, others in found.items()}
