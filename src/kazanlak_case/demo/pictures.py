"""A small picture of paper for the story: it says of itself that it is made up."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from kazanlak_case.paths import resource

SIZE = (620, 440)
PAPER, INK, FAINT = "#f6f2e8", "#30302c", "#b9b3a4"
FONT = "fonts/SofiaSans_600SemiBold.ttf"


def picture_of_paper(words: Sequence[str]) -> bytes:
    """Draw a sheet with a few words and empty lines, as a JPEG."""
    sheet = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(str(resource(FONT)), 26)
    pen.rectangle((14, 14, SIZE[0] - 14, SIZE[1] - 14), outline=FAINT, width=2)
    for at, text in enumerate(words):
        pen.text((44, 44 + 46 * at), text, fill=INK, font=font)
    for top in range(60 + 46 * len(words), SIZE[1] - 50, 34):
        pen.line((44, top, SIZE[0] - 44, top), fill=FAINT)
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=70)
    return out.getvalue()
