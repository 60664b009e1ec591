"""PDFium is entered by one thread at a time, and through one door."""

import ast
import io
import threading
import time
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

import kazanlak_case
from kazanlak_case.intake.pdf_pages import PdfPages, PdfUnreadableError
from kazanlak_case.intake.scans import as_pdf

SOURCE = Path(kazanlak_case.__file__).parent


@pytest.fixture
def paper() -> bytes:
    out = io.BytesIO()
    Image.new("L", (200, 100), 0).save(out, "JPEG")
    return as_pdf([out.getvalue(), out.getvalue()])


def test_pages_are_counted_measured_and_drawn(paper: bytes) -> None:
    with PdfPages(paper) as pages:
        assert pages.count == 2
        assert pages.size(1) == pytest.approx((72, 36), abs=0.01)
        upright, turned = pages.draw(0, scale=1), pages.draw(0, scale=1, turned=1)
    assert (upright.width, upright.height) == (turned.height, turned.width) == (72, 36)
    assert max(upright.rgb[300:330]) < 30
    pages.close()
    with pytest.raises(ValueError, match="closed"):
        pages.draw(0, scale=1)


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    with pytest.raises(PdfUnreadableError):
        PdfPages(b"%PDF-1.7 and nothing more")


def test_two_threads_wait_for_each_other(paper: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most = 0, 0
    real = pypdfium2.PdfDocument

    def slow(content: bytes) -> pypdfium2.PdfDocument:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.01)
        try:
            return real(content)
        finally:
            inside -= 1

    def work() -> None:
        with PdfPages(paper) as pages:
            pages.draw(0, scale=0.5)

    monkeypatch.setattr(pypdfium2, "PdfDocument", slow)
    threads = [threading.Thread(target=work) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == 1


def test_nothing_else_speaks_to_pdfium() -> None:
    speaking = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "pypdfium2" in path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "pypdfium2" in {getattr(node, "module", ""), *(one.name for one in node.names)}
    }
    assert speaking == {"intake/pdf_pages.py"}
