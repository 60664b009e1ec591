"""The map of a family on one page, drawn from the same layout as on the screen."""

from contextvars import copy_context
from datetime import date, datetime
from pathlib import Path
from typing import Any

from typing_extensions import override

from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.db.small_files import write_whole
from kazanlak_case.db.unit_of_work import UnitOfWork
from kazanlak_case.domain.errors import RecordMissingError
from kazanlak_case.domain.fields import RecordId
from kazanlak_case.domain.records.household import Household
from kazanlak_case.domain.rules.births import ABOUT
from kazanlak_case.domain.rules.kin import MAN, WOMAN
from kazanlak_case.export.paper import (
    ACCENT,
    BOLD,
    LINE,
    MUTED,
    REGULAR,
    paragraph,
    print_document,
    style,
    use_own_fonts,
    width_of_paper,
)
from kazanlak_case.export.report_words import made_on, practice_mark
from kazanlak_case.export.targets import require_target
from kazanlak_case.i18n import _, use_language_here
from kazanlak_case.paths import locale_folder
from kazanlak_case.services.family_layout import SIGN, WIDTH, Layout, Place, lay_out
from kazanlak_case.services.family_map import MapPerson, family_map

ENDING = ".pdf"
SAVED = "form_saved"
HIGHEST = 380.0
"""How high the map may be on a page that lies on its side, in points."""

DASHES: dict[str, tuple[float, ...]] = {
    "partner": (6, 3),
    "former": (2, 3),
    "parents": (2, 3),
    "care": (6, 3),
    "other": (1, 3),
}


def family_map_page(uow: UnitOfWork, household_id: RecordId, *, language: str = "bg") -> bytes:
    """Make the page.

    Raises:
        NotAllowedError: The user's post does not know who is who to whom.
        RecordMissingError: The household is not there.
    """
    if not uow.records.is_visible("household", household_id):
        raise RecordMissingError(id=household_id)
    household = uow.sight.shown(uow.records.get(Household, household_id))
    layout = lay_out(family_map(uow, household_id))
    return copy_context().run(_page, uow, household.name, layout, language)


def write_family_map(
    case_file: CaseFile, household_id: RecordId, out: Path, *, now: datetime, language: str = "bg"
) -> Path:
    """Write the map of a family as a document; that it was taken out is on the record.

    Raises:
        NotAllowedError, RecordMissingError: As `family_map_page` says.
        UnfitTargetError: The name does not end in .pdf.
        DiskFullError, ReadOnlyError, StorageError: The file cannot be written.
    """
    require_target(out, ENDING)
    with case_file.writing(now) as uow:
        content = family_map_page(uow, household_id, language=language)
        uow.readings.record(SAVED, record="household", row=household_id)
        uow.commit()
    write_whole(out, content)
    return out


def _page(uow: UnitOfWork, name: str, layout: Layout, language: str) -> bytes:
    use_language_here(language, locale_dir=locale_folder())
    use_own_fonts()
    title = _("Map of the family")
    story: list[Any] = [
        paragraph(f"{title}: {name}", style("title", 15, font=BOLD, spaceAfter=8)),
        _drawing(layout, uow.today),
        paragraph(legend(), style("legend", 8, textColor=MUTED, spaceBefore=8)),
    ]
    mark = practice_mark() if uow.is_practice else ""
    return print_document(
        story, uow.profile, title=title, made=made_on(uow.now), mark=mark, wide=True
    )


def legend() -> str:
    """Say how the map is read."""
    return _(
        "Square: man; circle: woman; diamond: not known. Crossed: died. Frame: lives in the household. Dotted line: former partners; dashed line: living together, or bringing up."
    )


def years_of(one: MapPerson, today: date) -> str:
    """Say under a name when somebody lived, or how old they are."""
    born = str(one.born_on.year) if one.born_on else ""
    if one.born_precision == ABOUT:
        born = _("ca. {year}").format(year=born)
    if one.died_on:
        return f"{born or '?'} – {one.died_on.year}"
    if not one.born_on:
        return ""
    age = today.year - one.born_on.year
    age -= (today.month, today.day) < (one.born_on.month, one.born_on.day)
    return _("{born} ({age})").format(born=born, age=age)


def _drawing(layout: Layout, today: date) -> Any:
    from reportlab.platypus import Flowable

    scale = min(1.0, width_of_paper(wide=True) / layout.width, HIGHEST / layout.height)

    class Drawing(Flowable):
        """The map, as large as the page allows."""

        @override
        def wrap(self, aW: float, aH: float) -> tuple[float, float]:
            return layout.width * scale, layout.height * scale

        def draw(self) -> None:
            canvas = self.canv
            canvas.saveState()
            canvas.scale(scale, scale)
            canvas.translate(0, layout.height)
            _draw(canvas, layout, today)
            canvas.restoreState()

    drawing = Drawing()
    drawing.hAlign = "CENTER"
    return drawing


def _draw(canvas: Any, layout: Layout, today: date) -> None:
    """Draw with heights counted downwards, as the layout counts them."""
    canvas.setStrokeColor(ACCENT)
    canvas.setDash(4, 3)
    for frame in layout.outlines:
        canvas.roundRect(
            frame.left, -frame.top - frame.height, frame.width, frame.height, 12, stroke=1, fill=0
        )
    for stroke in layout.strokes:
        canvas.setStrokeColor(MUTED)
        canvas.setLineWidth(1.4 if stroke.style in {"couple", "child"} else 1)
        canvas.setDash(*DASHES.get(stroke.style, ()))
        path = canvas.beginPath()
        for at, (x, y) in enumerate(stroke.points):
            (path.lineTo if at else path.moveTo)(x, -y)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.setDash()
    for place in layout.places:
        _sign(canvas, place)
        _words(canvas, place, today)


def _sign(canvas: Any, place: Place) -> None:
    half = SIGN / 2
    left, top, x, y = place.middle - half, -place.top, place.middle, -place.heart
    canvas.setStrokeColor(ACCENT)
    canvas.setFillColor("#FFFFFF")
    canvas.setLineWidth(1.6)
    if place.person.sex == MAN:
        canvas.rect(left, top - SIGN, SIGN, SIGN, stroke=1, fill=1)
    elif place.person.sex == WOMAN:
        canvas.circle(x, y, half, stroke=1, fill=1)
    else:
        path = canvas.beginPath()
        path.moveTo(x, y + half)
        for corner in ((x + half, y), (x, y - half), (x - half, y)):
            path.lineTo(*corner)
        path.close()
        canvas.drawPath(path, stroke=1, fill=1)
    if place.person.died_on:
        canvas.line(left, top, left + SIGN, top - SIGN)
        canvas.line(left, top - SIGN, left + SIGN, top)
    canvas.setStrokeColor(LINE)


def _words(canvas: Any, place: Place, today: date) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    person = place.person
    given, _space, rest = person.name.partition(" ")
    called = f"„{person.nickname}“" if person.nickname else ""
    last = rest.split(" ")[-1] if rest else ""
    lines = (
        (given, BOLD, 9.5),
        (last, REGULAR, 9.0),
        (called, REGULAR, 8.5),
        (years_of(person, today), REGULAR, 8.5),
    )
    top = -place.top - SIGN - 13
    for text, font, size in lines:
        if not text:
            continue
        while stringWidth(text, font, size) > WIDTH and size > 5:
            size -= 0.5  # noqa: PLW2901 - a long name is set smaller, never cut
        canvas.setFillColor("#1E2430")
        canvas.setFont(font, size)
        canvas.drawCentredString(place.middle, top, text)
        top -= 12
