"""The answers of an assessment in words: the question, how it is, and what was written to it."""

from typing import Any

from kazanlak_case.export.forms.words import FormWords


def scores_of(words: FormWords, domain: str) -> list[tuple[str, str, str]]:
    """Give the answered questions of a domain, in the order they were asked."""
    form = words.facts.questionnaire
    given: dict[str, Any] = {one.question: one for one in words.facts.of("assessment_score")}
    found = []
    for part in form.domains if form else ():
        if part.code != domain:
            continue
        for question in part.questions:
            one = given.get(question.code)
            if one is not None:
                is_known = one.score is not None and 0 <= one.score < len(question.anchors)
                how = question.anchors[one.score] if is_known else ""
                found.append((question.text, how, one.note or ""))
    return found
