"""Read a microdata file as strictly as the import of ISUN 2020 does (domain.md 3.2), or worse.

Written anew from the rules of the import; where it would fail outright or read nothing, this raises.
"""

import csv
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from kazanlak_case import paths

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
COLUMNS = 35


class CannotReadError(Exception):
    """The import would fail, or silently take nobody."""


def reference(name: str) -> list[dict[str, str]]:
    with (paths.resource("reference") / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_rows(path: Path) -> Iterator[list[str | None]]:
    """Walk the row elements of the first sheet; index 0 is unused, as columns count from 1."""
    with zipfile.ZipFile(path) as package:
        if package.testzip():
            raise CannotReadError("the package is damaged")
        types = ET.fromstring(package.read("[Content_Types].xml"))
        kinds = {
            one.get("PartName"): one.get("ContentType", "")
            for one in types.iter(f"{TYPES}Override")
        }
        if not kinds.get("/xl/sharedStrings.xml", "").endswith("sharedStrings+xml"):
            raise CannotReadError("no shared strings among the content types")
        relations = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        target = {
            one.get("Id"): one.get("Target", "") for one in relations.iter(f"{PACKAGE}Relationship")
        }
        if "sharedStrings.xml" not in target.values():
            raise CannotReadError("no shared strings among the relations of the workbook")
        table = ET.fromstring(package.read("xl/sharedStrings.xml"))
        # a text in runs (rich text) reads as empty
        shared = [item.findtext(f"{MAIN}t") or "" for item in table.iter(f"{MAIN}si")]
        workbook = ET.fromstring(package.read("xl/workbook.xml"))
        first = next(workbook.iter(f"{MAIN}sheet"))
        part = target[first.get(f"{LINKS}id")]
        with package.open(f"xl/{part}") as sheet:
            for _, element in ET.iterparse(sheet):
                if element.tag == f"{MAIN}hyperlink":
                    raise CannotReadError("a hyperlink may reject the whole file")
                if element.tag == f"{MAIN}row":
                    yield _row(element, shared)
                    element.clear()


def _row(element: ET.Element, shared: list[str]) -> list[str | None]:
    cells = list(element)
    if not cells:
        raise CannotReadError("an empty row element ends the reading and swallows what follows")
    row: list[str | None] = [None] * (COLUMNS + 1)
    for cell in cells:
        reference = cell.get("r")
        if reference is None:
            raise CannotReadError("a cell has no reference")
        letters = re.match("[A-Z]+", reference)
        assert letters
        column = 0
        for letter in letters[0]:
            column = column * 26 + ord(letter) - ord("A") + 1
        if column <= COLUMNS:
            row[column] = _value(cell, shared)
    return row


def _value(cell: ET.Element, shared: list[str]) -> str:
    if cell.find(f"{MAIN}f") is not None:
        raise CannotReadError("a formula has no value to rely on")
    value = cell.findtext(f"{MAIN}v")
    match cell.get("t", ""):
        case "s":
            return shared[int(value or "")]
        case "inlineStr":
            return cell.findtext(f"{MAIN}is/{MAIN}t") or ""
        case "" | "n":
            return value or ""
        case other:
            raise CannotReadError(f"a cell of type {other}")


class IsunImport:
    """Take a file, collecting errors as the import does; `people` are the rows it would keep."""

    def __init__(self, path: Path) -> None:
        self.errors: list[str] = []
        self.people: list[list[str]] = []
        self._lists: dict[str, set[str]] = {}
        for value in reference("isun_microdata_esf_values.csv"):
            self._lists.setdefault(value["list"], set()).add(value["value_bg"].upper())
        self._places = {
            (row["isun_district"], row["isun_settlement"])
            for row in reference("ekatte_settlements.csv")
            if row["isun_settlement"]
        }
        for number, row in enumerate(read_rows(path), start=1):
            if number == 2:
                self._check_headings(row)
            elif number > 2:
                if not any(cell and cell.strip() for cell in row):
                    break
                self._take(number, row)

    def _check_headings(self, row: list[str | None]) -> None:
        for field in reference("isun_microdata_esf_fields.csv"):
            found = row[int(field["col_no"])]
            if field["header_bg"] and (
                found is None or found.strip().upper() != field["header_bg"].upper()
            ):
                raise CannotReadError(
                    f"the file does not follow the template in {field['col_letter']}"
                )

    def _take(self, number: int, row: list[str | None]) -> None:
        # a missing cell of a name makes the import fail outright, not only complain
        if any(row[column] is None for column in (1, 2, 3, 4, 5)):
            raise CannotReadError(f"row {number} has no name or number")
        cells = [cell or "" for cell in row]
        wrong = [column for column, is_well in self._verdicts(cells) if not is_well]
        self.errors += [f"row {number}, column {column}: {row[column]!r}" for column in wrong]
        self.people.append(cells[1:])

    def _verdicts(self, cells: list[str]) -> Iterator[tuple[int, bool]]:
        for column in (1, 2, 3, 4):
            yield column, bool(cells[column].strip()) and len(cells[column]) <= 200
        yield 5, re.search(r"\d{10}", cells[5]) is not None
        yield 7, re.fullmatch(r"\d+", cells[7]) is not None
        for column, name in {6: "isun_gender", 8: "isun_occupation", 9: "isun_education"}.items():
            yield column, cells[column].upper() in self._lists[name]
        for column in (10, 28):
            yield column, (cells[column], cells[column + 1]) in self._places
        for column in (*range(14, 20), 21, 22, 23):
            yield column, cells[column] in {"да", "не"}
        for column in (20, 27):
            yield column, bool(cells[column].strip()) and cells[column] != "-"
        yield 24, self._is_date(cells[24:27])
        yield 31, not any(cells[31:34]) or self._is_date(cells[31:34])
        last = {
            30: "isun_participation_state",
            34: "isun_cancelation_reason",
            35: "isun_leaving_state",
        }
        for column, name in last.items():
            yield column, not cells[column] or cells[column].upper() in self._lists[name]
        for column in (12, 13):
            yield column, len(cells[column]) <= 200

    @staticmethod
    def _is_date(parts: list[str]) -> bool:
        try:
            year, month, day = (int(part) for part in parts)
            date(year, month, day)
        except ValueError:
            return False
        return len(parts[0]) == 4
