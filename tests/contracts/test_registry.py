"""Every record and every field has a treatment in every room, a label in the catalogue, and keeps its class."""

import gettext
import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

from kazanlak_case.db.columns import COLUMN_OF
from kazanlak_case.db.reference import code_lists
from kazanlak_case.db.tables import DATA
from kazanlak_case.domain.fields import FieldSpec, Kind, Privacy, from_raw, specs_of, to_raw
from kazanlak_case.domain.records import RECORDS
from kazanlak_case.export.formats import FORMAT_OF
from kazanlak_case.i18n import DOMAIN
from kazanlak_case.intake.parsers import PARSER_OF_KIND
from kazanlak_case.paths import locale_folder
from kazanlak_case.ui.forms.editors import EDITORS

FIELDS = [spec for cls in RECORDS.values() for spec in specs_of(cls)]
NAMES = [f"{spec.record}.{spec.name}" for spec in FIELDS]
EXAMPLE = {
    Kind.NUMBER: 45,
    Kind.AMOUNT: Decimal("12.50"),
    Kind.DATE: date(2022, 11, 14),
    Kind.FLAG: True,
    Kind.REFERENCE: "0" * 31 + "1",
}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_room_has_a_treatment_of_every_kind(kind: Kind) -> None:
    for room in (COLUMN_OF, EDITORS, FORMAT_OF, PARSER_OF_KIND):
        assert kind in room


@pytest.mark.parametrize("spec", FIELDS, ids=NAMES)
def test_every_field_has_a_column_and_comes_back_as_it_went(spec: FieldSpec) -> None:
    assert spec.name in DATA[spec.record].c
    value = EXAMPLE.get(spec.kind, "текст")
    assert from_raw(spec, to_raw(spec, value)) == value
    assert to_raw(spec, None) is None


@pytest.mark.parametrize("spec", FIELDS, ids=NAMES)
def test_every_label_is_in_the_catalogue(spec: FieldSpec) -> None:
    catalogue = gettext.translation(DOMAIN, locale_folder(), languages=["bg"])
    for text in filter(None, (spec.label, spec.hint)):
        assert catalogue.gettext(text) != text


@pytest.mark.parametrize("spec", [spec for spec in FIELDS if spec.choices], ids=str)
def test_every_choice_has_a_list(spec: FieldSpec) -> None:
    assert spec.kind in {Kind.CHOICE, Kind.CODES}
    assert spec.choices in {"@sites", "@funds"} or code_lists().entries(spec.choices or "")


@pytest.mark.parametrize("spec", [spec for spec in FIELDS if spec.refers], ids=str)
def test_every_reference_points_to_a_record_type(spec: FieldSpec) -> None:
    assert spec.refers in RECORDS


def test_special_fields_stand_in_records_of_their_own() -> None:
    for cls in RECORDS.values():
        classes = {spec.privacy for spec in specs_of(cls)}
        assert Privacy.SPECIAL not in classes or classes == {Privacy.SPECIAL}


@pytest.mark.parametrize("spec", [spec for spec in FIELDS if spec.searched], ids=str)
def test_only_open_and_personal_fields_are_searched(spec: FieldSpec) -> None:
    assert spec.privacy in {Privacy.OPEN, Privacy.PERSONAL}


def test_writers_are_loaded_when_used_not_at_the_start() -> None:
    script = "import sys, kazanlak_case.app; print([m for m in ('openpyxl', 'reportlab', 'sqlalchemy') if m in sys.modules])"
    answer = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    assert answer.stdout.strip() == "[]"
