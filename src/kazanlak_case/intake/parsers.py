"""Choose how a cell is read: one table from kind of field to parser, one for the targets that need more."""

from kazanlak_case.domain.fields import Kind
from kazanlak_case.intake import words
from kazanlak_case.intake.parse_text import (
    parse_email,
    parse_full_name,
    parse_name_part,
    parse_phone,
    parse_place_and_street,
    parse_settlement,
    parse_text,
)
from kazanlak_case.intake.parse_values import (
    not_importable,
    parse_answer,
    parse_coded,
    parse_codes,
    parse_date,
    parse_disability,
    parse_education,
    parse_ethnicity,
    parse_labour,
    parse_number,
    parse_other_disadvantage,
    parse_sensitive_answer,
    parse_sex,
)
from kazanlak_case.intake.parsed import Parser
from kazanlak_case.intake.targets import (
    AGE,
    FAMILY_FIRST,
    FULL_NAME,
    GIVEN_AND_MIDDLE,
    PLACE_AND_STREET,
    targets,
)

PARSER_OF_KIND: dict[Kind, Parser] = {
    Kind.TEXT: parse_text,
    Kind.NOTE: parse_text,
    Kind.NUMBER: parse_number,
    Kind.AMOUNT: not_importable,
    Kind.DATE: parse_date,
    Kind.FLAG: not_importable,
    Kind.CHOICE: parse_coded,
    Kind.CODES: parse_codes,
    Kind.REFERENCE: not_importable,
    Kind.SETTLEMENT: parse_settlement,
    Kind.SEALED: not_importable,
}
"""The room's treatment of each kind of field. No imported record has an amount or a flag, and a list knows no ids."""

PARSER_OF_TARGET: dict[str, Parser] = {
    FULL_NAME: parse_full_name,
    FAMILY_FIRST: parse_full_name,
    GIVEN_AND_MIDDLE: parse_full_name,
    "person.given_name": parse_name_part,
    "person.middle_name": parse_name_part,
    "person.family_name": parse_name_part,
    AGE: parse_number,
    PLACE_AND_STREET: parse_place_and_street,
    "person.phone": parse_phone,
    "person.email": parse_email,
    words.SEX: parse_sex,
    words.EDUCATION: parse_education,
    words.LABOUR: parse_labour,
    words.ETHNICITY: parse_ethnicity,
    words.DISABILITY: parse_disability,
    words.OTHER_DISADVANTAGE: parse_other_disadvantage,
}
"""What needs more than its kind tells."""

_ANSWER_OF_LIST: dict[str, Parser] = {
    "answer": parse_answer,
    "sensitive_answer": parse_sensitive_answer,
}


def parser_of(target: str) -> Parser:
    """Choose how a target's cells are read; numbers are read by the row, which knows their kind (rows.py)."""
    if target in PARSER_OF_TARGET:
        return PARSER_OF_TARGET[target]
    spec = targets()[target].spec
    if spec is None:
        return not_importable
    return _ANSWER_OF_LIST.get(spec.choices or "") or PARSER_OF_KIND[spec.kind]
