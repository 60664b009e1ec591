"""Reports as files: which kind, whole or not at all, and what is in them."""

import json
import subprocess
from datetime import date, datetime
from pathlib import Path
from shutil import which

import pypdfium2
import pytest
from openpyxl import load_workbook

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import (
    CancelledError,
    UnfitTargetError,
    UnknownReportError,
    UnknownSiteError,
)
from kazanlak_case.domain.file_errors import StorageError
from kazanlak_case.export import reports
from kazanlak_case.export.reports import beside_path, write_report
from kazanlak_case.services.indicator_texts import indicator_texts
from support.esf_case import READY, take_in
from support.isun_import import IsunImport

ANOTHER = {
    "given_name": "=SUM(1)",
    "id_type": "none",
    "national_id": None,
    "entered_on": date(2022, 10, 1),
}


@pytest.fixture
def filled(case_file: CaseFile, now: datetime) -> CaseFile:
    take_in(case_file, now, READY, ANOTHER)
    return case_file


def text_of(path: Path) -> list[str]:
    """The text of each page, as a reader of PDF finds it."""
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [document[number] for number in range(len(document))]
        return [page.get_textpage().get_text_bounded() for page in pages]
    finally:
        document.close()


def test_json_is_what_scripts_rely_on(filled: CaseFile, now: datetime, tmp_path: Path) -> None:
    out = tmp_path / "x.json"
    written = write_report(filled, "esf-indicators", out, now=now)
    rows = json.loads(out.read_text("utf-8"))
    assert (written.path, written.rows) == (out, len(rows)) == (out, 29)
    assert rows[0] == {"set": "ESF_2014_2020", "code": "CO01", "women": 1, "men": 0, "total": 1}
    assert {"set": "ESF_2014_2020", "code": "GRAND_TOTAL", "women": 1, "men": 0, "total": 2} in rows
    assert all(set(row) == {"set", "code", "women", "men", "total"} for row in rows)


def test_json_of_other_reports_is_a_list_of_rows(
    filled: CaseFile, now: datetime, tmp_path: Path
) -> None:
    out = tmp_path / "x.json"
    write_report(filled, "completeness", out, now=now)
    [row] = json.loads(out.read_text("utf-8"))
    assert row["name"] == "=SUM(1)"
    assert row["entered_on"] == "2022-10-01"
    assert "липсва" in " ".join(row["isun"])
    write_report(filled, "isun-microdata", out, now=now)
    [row] = json.loads(out.read_text("utf-8"))
    assert (row["egn"], row["entry_date.year"], row["address_settlement"]) == (
        "8503109277",
        2022,
        "Долно изворово",
    )


def test_microdata_file_can_be_imported_and_the_others_are_on_a_list_beside(
    filled: CaseFile, now: datetime, tmp_path: Path
) -> None:
    out = tmp_path / "микроданни.xlsx"
    written = write_report(filled, "isun-microdata", out, now=now)
    taken = IsunImport(out)
    assert taken.errors == []
    assert [person[1] for person in taken.people] == ["Мария"]
    assert (written.rows, written.blocked, written.refused) == (1, 1, 0)
    assert written.beside == beside_path(out) == tmp_path / "микроданни-blocked.xlsx"
    beside = load_workbook(written.beside).active
    assert [cell.value for cell in beside[2]][:3] == ["=SUM(1)", "Крън", "01.10.2022\u00a0г."]
    assert "няма ЕГН или ЛНЧ" in beside["D2"].value
    assert beside.max_row == 2


def test_refusals_are_listed_beside_the_file(
    case_file: CaseFile, now: datetime, tmp_path: Path
) -> None:
    take_in(case_file, now, READY | {"roma": "refused"})
    out = tmp_path / "m.xlsx"
    written = write_report(case_file, "isun-microdata", out, now=now)
    assert (written.rows, written.blocked, written.refused) == (1, 0, 1)
    assert IsunImport(out).people[0][16] == "не"
    assert load_workbook(beside_path(out)).active["E2"].value == "отказан отговор: роми"


def test_workbook_is_formatted_and_nothing_in_it_is_a_formula(
    filled: CaseFile, now: datetime, tmp_path: Path
) -> None:
    out = tmp_path / "x.xlsx"
    write_report(filled, "completeness", out, now=now)
    sheet = load_workbook(out).active
    cells = {
        cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None
    }
    assert cells["=SUM(1)"].data_type == "s"
    entered = cells[datetime(2022, 10, 1)]
    assert entered.number_format == 'dd.mm.yyyy" г."'
    assert filled.profile.fund_line in cells
    assert sheet.freeze_panes == f"A{entered.row}"
    assert sheet.print_title_rows == f"${entered.row - 1}:${entered.row - 1}"
    assert sheet.page_setup.orientation == "landscape"


def test_indicators_as_workbook_have_numbers(
    filled: CaseFile, now: datetime, tmp_path: Path
) -> None:
    out = tmp_path / "x.xlsx"
    write_report(filled, "esf-indicators", out, now=now)
    sheet = load_workbook(out).active
    found = {row[1].value: row for row in sheet.iter_rows()}
    assert [cell.value for cell in found["CO01"][3:]] == [1, 0, 1]
    assert found["CO01"][3].number_format == "#,##0"
    assert found["Код"][2].value == "Индикатор"
    assert sheet["A1"].value == "Индикатори на Европейския социален фонд"


def test_paper_is_bulgarian_with_its_own_fonts(
    filled: CaseFile, now: datetime, tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    write_report(filled, "esf-indicators", out, now=now)
    pages = text_of(out)
    assert f"стр. 1 от {len(pages)}" in pages[0]
    assert f"стр. {len(pages)} от {len(pages)}" in pages[-1]
    together = " ".join("".join(pages).split())
    assert "Индикатори на Европейския социален фонд" in together
    assert filled.profile.eu_line in together
    assert " ".join(filled.profile.fund_line.split()[:8]) in together
    for code in ("CO01", "CR09", "TOTAL"):
        assert indicator_texts().get("ESF_2014_2020", code).name_bg[:30] in together
    content = out.read_bytes()
    assert b"/Lang (bg-BG)" in content
    assert b"Helvetica" not in content
    assert content.count(b"/FontFile2") >= 2


def test_long_report_repeats_its_heading_on_every_page(
    case_file: CaseFile, now: datetime, tmp_path: Path
) -> None:
    take_in(case_file, now, *[ANOTHER | {"given_name": f"Лице {number}"} for number in range(60)])
    out = tmp_path / "x.pdf"
    write_report(case_file, "completeness", out, now=now)
    pages = text_of(out)
    assert len(pages) > 2
    with_rows = [page for page in pages if "Лице" in page]
    assert all("Дата на" in page for page in with_rows)
    assert all("стр. " in page for page in pages)


@pytest.mark.system
@pytest.mark.skipif(which("pdftotext") is None, reason="poppler is not installed")
def test_pdftotext_reads_the_cyrillic(filled: CaseFile, now: datetime, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    write_report(filled, "esf-indicators", out, now=now)
    command = ["pdftotext", "-layout", str(out), "-"]
    found = subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert "трайно безработни" in found.stdout.decode()


def test_language_of_a_report_is_its_own(filled: CaseFile, now: datetime, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    write_report(filled, "esf-indicators", out, now=now, language="en")
    found = [cell.value for row in load_workbook(out).active.iter_rows() for cell in row]
    assert "Indicators of the European Social Fund" in found
    assert "long-term unemployed" in found


def test_file_that_stands_is_replaced_only_by_a_whole_one(
    filled: CaseFile, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "_TELL_EVERY", 1)
    out = tmp_path / "m.xlsx"
    out.write_bytes(b"before")

    def stop(done: int, of: int) -> None:
        assert of == 2
        if done == 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        write_report(filled, "isun-microdata", out, now=now, progress=stop)
    assert out.read_bytes() == b"before"
    assert list(tmp_path.glob("m*")) == [out]
    write_report(filled, "isun-microdata", out, now=now)
    assert IsunImport(out).people


def test_only_endings_that_make_sense(filled: CaseFile, now: datetime, tmp_path: Path) -> None:
    for name, ending in (
        ("isun-microdata", "pdf"),
        ("esf-indicators", "doc"),
        ("completeness", ""),
    ):
        with pytest.raises(UnfitTargetError):
            write_report(filled, name, tmp_path / f"x.{ending}", now=now)
    write_report(filled, "esf-indicators", tmp_path / "X.JSON", now=now)


def test_refusals_leave_nothing_behind(filled: CaseFile, now: datetime, tmp_path: Path) -> None:
    with pytest.raises(UnknownReportError):
        write_report(filled, "nothing", tmp_path / "x.xlsx", now=now)
    with pytest.raises(UnknownSiteError):
        write_report(filled, "esf-indicators", tmp_path / "x.xlsx", now=now, site="varna")
    with pytest.raises(StorageError):
        write_report(filled, "isun-microdata", tmp_path / "nowhere" / "x.xlsx", now=now)
    assert not list(tmp_path.glob("x*"))


def test_period_and_fund_go_into_the_file(filled: CaseFile, now: datetime, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    period = (date(2022, 9, 1), date(2022, 9, 30))
    write_report(filled, "esf-indicators", out, now=now, fund="opnoir", site="kran", period=period)
    found = [cell.value for row in load_workbook(out).active.iter_rows() for cell in row]
    assert "Семейна къща – гр. Крън · ОПНОИР · от 01.09.2022\u00a0г. до 30.09.2022\u00a0г." in found
