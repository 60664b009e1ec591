"""The paper our documents are printed on: EU emblem and fund line, „стр. X от Y“, our own fonts embedded (domain.md 8.3)."""

import math
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from typing_extensions import override

from kazanlak_case.domain.profile import MunicipalityProfile
from kazanlak_case.i18n import _
from kazanlak_case.paths import resource

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

REGULAR, BOLD = "NotoSans", "NotoSans-SemiBold"
ACCENT, SOFT, LINE, MUTED = "#0B6E69", "#DCEFED", "#C9C4BA", "#5D6472"
_WARN = "#9A6700"
_EU_BLUE, _EU_GOLD = "#003399", "#FFCC00"
MARGIN, TOP, BOTTOM = 40, 92, 52


def print_document(  # noqa: PLR0913 - what every page says beside the story
    story: list[Any],
    profile: MunicipalityProfile,
    *,
    title: str,
    made: str,
    mark: str = "",
    wide: bool = False,
) -> bytes:
    """Print a story; `made` stands at every foot, `mark` across every page."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import SimpleDocTemplate

    stream = BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=landscape(A4) if wide else A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=title,
        author=profile.name,
        subject=profile.title,
        lang="bg-BG",
        invariant=1,
    )
    document.build(story, canvasmaker=_numbered_canvas(profile, made, mark))
    return stream.getvalue()


def width_of_paper(*, wide: bool = False) -> float:
    """Tell how wide a line may be, in points."""
    from reportlab.lib.pagesizes import A4, landscape

    return float((landscape(A4) if wide else A4)[0]) - 2 * MARGIN


def use_own_fonts() -> None:
    """Put our fonts before the library's own: else a Helvetica that is not embedded stays inside."""
    import reportlab.rl_config as config

    config.canvas_basefontname = config.defaultGraphicsFontName = REGULAR
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if REGULAR not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(REGULAR, str(resource("fonts/NotoSans_400Regular.ttf"))))
        pdfmetrics.registerFont(TTFont(BOLD, str(resource("fonts/NotoSans_600SemiBold.ttf"))))
        pdfmetrics.registerFontFamily(
            REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
        )


def style(name: str, size: float, **more: Any) -> Any:
    """Give a way to set text; `font` is ours unless said otherwise."""
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        name, fontName=more.pop("font", REGULAR), fontSize=size, leading=size * 1.35, **more
    )


def paragraph(text: str, look: Any) -> Any:
    """Set plain text; nothing typed becomes markup."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text).replace("\n", "<br/>"), look)


def _numbered_canvas(profile: MunicipalityProfile, made: str, mark: str) -> Any:
    """Make a canvas that draws head and foot when the number of pages is known."""
    from reportlab.pdfgen.canvas import Canvas

    class NumberedCanvas(Canvas):
        """Keeps every page back until the last."""

        def __init__(self, *args: Any, **more: Any) -> None:
            super().__init__(*args, **more)
            self._kept: list[dict[str, Any]] = []

        @override
        def showPage(self) -> None:
            self._kept.append(dict(self.__dict__))
            self._startPage()  # type: ignore[attr-defined]  # the library's way to begin a page, missing in its stubs

        @override
        def save(self) -> None:
            for number, page in enumerate(self._kept, start=1):
                self.__dict__.update(page)
                _decorate(self, profile, made, page=(number, len(self._kept)))
                _stamp(self, mark)
                super().showPage()
            super().save()

    return NumberedCanvas


def _decorate(
    canvas: "Canvas", profile: MunicipalityProfile, made: str, *, page: tuple[int, int]
) -> None:
    """Draw what stands on every page (domain.md 8.3): emblem, fund line, municipality, page x of y."""
    from reportlab.lib.utils import simpleSplit

    width, height = canvas._pagesize  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way to ask
    _emblem(canvas, MARGIN, height - 68)
    canvas.setFillColor(MUTED)
    left = MARGIN + 66
    top = height - 38
    canvas.setFont(BOLD, 8)
    canvas.drawString(left, top, profile.eu_line)
    canvas.setFont(REGULAR, 7)
    for row, line in enumerate(
        simpleSplit(profile.fund_line, REGULAR, 7, width - left - MARGIN)[:3], start=1
    ):
        canvas.drawString(left, top - 3 - row * 9.5, line)
    canvas.setStrokeColor(LINE)
    canvas.line(MARGIN, 40, width - MARGIN, 40)
    canvas.setFont(REGULAR, 8)
    canvas.drawString(MARGIN, 28, f"{profile.name} · {made}")
    number = _("page {number} of {count}").format(number=page[0], count=page[1])
    canvas.drawRightString(width - MARGIN, 28, number)


def _stamp(canvas: "Canvas", mark: str) -> None:
    """Write the mark of practice data across the page, so that no cut of it can be taken for a real one."""
    if not mark:
        return
    width, height = canvas._pagesize  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way to ask
    canvas.saveState()
    canvas.setFillColor(_WARN, alpha=0.14)
    canvas.setFont(BOLD, 54)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(35)
    canvas.drawCentredString(0, 0, mark)
    canvas.restoreState()


def _emblem(canvas: "Canvas", left: float, bottom: float) -> None:
    """Draw the emblem of the European Union: twelve stars in a circle, by its geometrical description."""
    height = 36.0
    canvas.setFillColor(_EU_BLUE)
    canvas.rect(left, bottom, height * 1.5, height, stroke=0, fill=1)
    canvas.setFillColor(_EU_GOLD)
    for hour in range(12):
        angle = math.radians(90 - hour * 30)
        _star(
            canvas,
            left + height * (0.75 + math.cos(angle) / 3),
            bottom + height * (0.5 + math.sin(angle) / 3),
            height / 18,
        )


def _star(canvas: "Canvas", x: float, y: float, radius: float) -> None:
    path = canvas.beginPath()
    for point in range(10):
        reach = radius if point % 2 == 0 else radius * 0.382
        angle = math.radians(90 + point * 36)
        place = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        (path.lineTo if point else path.moveTo)(*place)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
