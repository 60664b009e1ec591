"""Human numbers: site, the copy's mark, year, counter (К-2022-0015). They are given once and never again."""

from kazanlak_case.db.unit_of_work import UnitOfWork

COUNTER_DIGITS = 4
PROTOCOL = "ПИ"
"""Протокол за изтриване, in the numbers of those protocols."""

MARK_OF_FORM = {
    "application": "ЗВ",
    "referral": "НС",
    "consent": "ДС",
    "participant_card": "КУ",
    "exit_card": "КН",
    "followup": "ПР",
    "initial_assessment": "ПО",
    "needs_assessment": "ИО",
    "support_plan": "ИП",
    "plan_review": "ПП",
    "consultation": "ПК",
    "home_visit": "ПД",
    "group_list": "ПС",
    "team_meeting": "ЕС",
    "report": "ДК",
    "incident": "СГ",
    "monthly_report": "МО",
    "timesheet": "ТВ",
    "closing": "ПЗ",
    "certificate": "СБ",
    "register": "РС",
}
"""By code of the form: what stands in its numbers between the house and the year."""


def next_case_number(uow: UnitOfWork) -> str:
    """Give the next number of this copy in this year, without gaps.

    An undone case keeps its number („анулиран“), so the counter goes on after the highest ever given. Two copies of one
    site cannot give the same one: the mark tells them apart.
    """
    stem = f"{_prefix(uow)}-{uow.today.year}-"
    given = [_counter(number, stem) for number in uow.work.numbers.of_cases(stem)]
    return f"{stem}{max(given, default=0) + 1:0{COUNTER_DIGITS}d}"


def next_document_number(uow: UnitOfWork, form: str) -> str:
    """Give the next number of a form of paper: КР-НС-2022-0001, gapless within house, copy, form and year.

    Raises:
        KeyError: The form is not numbered.
    """
    stem = f"{_prefix(uow)}-{MARK_OF_FORM[form]}-{uow.today.year}-"
    given = [_counter(number, stem) for number in uow.work.numbers.of_documents(stem)]
    return f"{stem}{max(given, default=0) + 1:0{COUNTER_DIGITS}d}"


def next_protocol_number(uow: UnitOfWork) -> str:
    """Give the next number of a protocol of erasure: К-ПИ-2022-0001."""
    stem = f"{_prefix(uow)}-{PROTOCOL}-{uow.today.year}-"
    given = [_counter(number, stem) for number in uow.work.numbers.of_protocols(stem)]
    return f"{stem}{max(given, default=0) + 1:0{COUNTER_DIGITS}d}"


def _prefix(uow: UnitOfWork) -> str:
    site = uow.profile.site(uow.site)
    prefix = site.prefix if site and site.prefix else uow.site.upper()
    return prefix + uow.work.numbers.mark()


def _counter(number: str, stem: str) -> int:
    """Read the counter of a number; what people numbered otherwise counts as nothing."""
    digits = number.removeprefix(stem)
    return int(digits) if digits.isdecimal() else 0
