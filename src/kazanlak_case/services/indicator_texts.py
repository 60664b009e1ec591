"""What is shipped about the funds: names of indicators, columns and texts of ISUN. Read once, then kept."""

import functools

from kazanlak_case.domain.rules.esf_names import IndicatorTexts
from kazanlak_case.domain.rules.isun import IsunField, parse_fields, parse_values
from kazanlak_case.paths import resource


@functools.cache
def indicator_texts() -> IndicatorTexts:
    """Give the official names."""
    return IndicatorTexts.parse(resource("reference/esf_indicators.csv").read_text("utf-8"))


@functools.cache
def isun_fields() -> tuple[IsunField, ...]:
    """Give the columns of the microdata file, in order."""
    return parse_fields(resource("reference/isun_microdata_esf_fields.csv").read_text("utf-8"))


@functools.cache
def isun_values() -> dict[str, tuple[str, ...]]:
    """Give the texts ISUN accepts, by list."""
    return parse_values(resource("reference/isun_microdata_esf_values.csv").read_text("utf-8"))
