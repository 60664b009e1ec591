"""Questionnaires of needs, declared as TOML: domains, questions, answers in words from 0 (heavy need) to 4 (none).

A municipality writes its own as a copy of these (docs/questionnaires.md). What is wrong is named with its line.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from kazanlak_case.domain.planning_errors import QuestionnaireFaultError
from kazanlak_case.i18n import N_

DOMAINS = ("labour", "social", "health", "education", "housing")
FOR_WHOM = ("adult", "child", "family")
ANCHORS = 5
"""Answers of a question: 0 to 4."""

WORST, BEST = 0, ANCHORS - 1
USUAL_MARK = 2.0
_HEADER = re.compile(r"^\s*\[\[?\s*([\w.]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([\w-]+)\s*=")
_CODE = re.compile(r"[a-z][a-z0-9_]{1,40}")
_AT_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What a weak answer suggests for the plan: a goal, the sign of it, an action, and its service."""

    goal: str
    sign: str = ""
    action: str = ""
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: its answers in words, from 0 to 4, and how much it counts in its domain."""

    code: str
    text: str
    anchors: tuple[str, ...]
    weight: int = 1
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDomain:
    """One domain of need; weak is a score under its mark, or any answer 0."""

    code: str
    questions: tuple[Question, ...]
    weak_below: float = USUAL_MARK

    def score(self, answers: Mapping[str, int]) -> float | None:
        """Give the mean of what was answered, each question as heavy as it counts; None while nothing is."""
        given = [(one.weight, answers[one.code]) for one in self.questions if one.code in answers]
        weights = sum(weight for weight, _ in given)
        return sum(weight * score for weight, score in given) / weights if weights else None

    def is_weak(self, answers: Mapping[str, int]) -> bool:
        """Tell whether the domain needs a goal: one answer 0 is not averaged away."""
        score = self.score(answers)
        if score is None:
            return False
        return score < self.weak_below or any(
            answers.get(one.code) == WORST for one in self.questions
        )

    def weak_questions(self, answers: Mapping[str, int]) -> tuple[Question, ...]:
        """List the questions answered under the mark, the heaviest need first."""
        weak = [one for one in self.questions if answers.get(one.code, BEST) < self.weak_below]
        return tuple(sorted(weak, key=lambda one: (answers[one.code], -one.weight)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsForm:
    """A questionnaire as it is used. Code and version name it for ever."""

    code: str
    version: int
    title: str
    whom: str
    domains: tuple[NeedDomain, ...]
    text: str

    @property
    def questions(self) -> dict[str, Question]:
        """All questions by code, in order."""
        return {one.code: one for domain in self.domains for one in domain.questions}

    def weak_domains(self, answers: Mapping[str, int]) -> tuple[str, ...]:
        """List the codes of weak domains, in order."""
        return tuple(one.code for one in self.domains if one.is_weak(answers))

    def scores(self, answers: Mapping[str, int]) -> dict[str, float]:
        """Give the score of each domain that has answers."""
        found = ((one.code, one.score(answers)) for one in self.domains)
        return {code: score for code, score in found if score is not None}


def parse_questionnaire(text: str) -> NeedsForm:
    """Read a questionnaire.

    Raises:
        QuestionnaireFaultError: Something is wrong in it; the line and what it is are named.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise QuestionnaireFaultError(line=line, reason=N_("this cannot be read")) from error
    return _Reader(text).form(data)


class _Reader:
    """Reads the parts of one text, and knows on which line each stands."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = dict(_places(text))

    def form(self, data: Mapping[str, Any]) -> NeedsForm:
        known = ("code", "version", "title", "for", "domains")
        self._only(data, "", known)
        code = self._code(data, "")
        version = self._number(data, "", "version", least=1, most=9999)
        title = self._words(data, "", "title")
        whom = self._words(data, "", "for")
        if whom not in FOR_WHOM:
            self._refuse("", "for", N_("this is none of adult, child, family"))
        domains = tuple(
            self._domain(one, f"domains[{at}]")
            for at, one in enumerate(self._tables(data, "", "domains"))
        )
        self._once([one.code for one in domains], "domains[{}]", "code")
        self._once_questions(domains)
        return NeedsForm(
            code=code, version=version, title=title, whom=whom, domains=domains, text=self._text
        )

    def _domain(self, data: Mapping[str, Any], path: str) -> NeedDomain:
        self._only(data, path, ("code", "weak_below", "questions"))
        code = self._words(data, path, "code")
        if code not in DOMAINS:
            self._refuse(path, "code", N_("there is no such domain of need"))
        mark = data.get("weak_below", USUAL_MARK)
        if isinstance(mark, bool) or not isinstance(mark, int | float) or not WORST < mark <= BEST:
            self._refuse(path, "weak_below", N_("this must be a number above 0 and up to 4"))
        questions = tuple(
            self._question(one, f"{path}.questions[{at}]")
            for at, one in enumerate(self._tables(data, path, "questions"))
        )
        return NeedDomain(code=code, questions=questions, weak_below=float(mark))

    def _question(self, data: Mapping[str, Any], path: str) -> Question:
        self._only(data, path, ("code", "text", "anchors", "weight", "proposals"))
        anchors = data.get("anchors")
        if (
            not isinstance(anchors, list)
            or len(anchors) != ANCHORS
            or not all(isinstance(one, str) and one.strip() for one in anchors)
        ):
            self._refuse(path, "anchors", N_("a question has five answers in words, from 0 to 4"))
        weight = 1
        if "weight" in data:
            weight = self._number(data, path, "weight", least=1, most=5)
        proposals = tuple(
            self._proposal(one, f"{path}.proposals[{at}]")
            for at, one in enumerate(self._tables(data, path, "proposals", may_lack=True))
        )
        return Question(
            code=self._code(data, path),
            text=self._words(data, path, "text"),
            anchors=tuple(anchors),
            weight=weight,
            proposals=proposals,
        )

    def _proposal(self, data: Mapping[str, Any], path: str) -> Proposal:
        names = ("goal", "sign", "action", "service")
        self._only(data, path, names)
        said = {name: self._words(data, path, name) for name in names if name in data}
        if "goal" not in said:
            self._refuse(path, "goal", N_("something is missing here"))
        return Proposal(**said)

    def _code(self, data: Mapping[str, Any], path: str) -> str:
        code = self._words(data, path, "code")
        if not _CODE.fullmatch(code):
            self._refuse(path, "code", N_("a code is of small Latin letters, digits and _"))
        return code

    def _words(self, data: Mapping[str, Any], path: str, key: str) -> str:
        found = data.get(key)
        if not isinstance(found, str) or not found.strip():
            self._refuse(path, key, N_("something is missing here"))
        return found.strip()

    def _number(
        self, data: Mapping[str, Any], path: str, key: str, *, least: int, most: int
    ) -> int:
        found = data.get(key)
        if isinstance(found, bool) or not isinstance(found, int) or not least <= found <= most:
            self._refuse(path, key, N_("this is no whole number, or not within its limits"))
        return found

    def _tables(
        self, data: Mapping[str, Any], path: str, key: str, *, may_lack: bool = False
    ) -> list[Mapping[str, Any]]:
        found = data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self._refuse(path, key, N_("this must be a list of tables"))
        if not found and not may_lack:
            self._refuse(path, key, N_("something is missing here"))
        return found

    def _only(self, data: Mapping[str, Any], path: str, known: tuple[str, ...]) -> None:
        for key in data:
            if key not in known:
                self._refuse(path, key, N_("this name is not known here"))

    def _once(self, codes: list[str], path: str, key: str) -> None:
        for at, code in enumerate(codes):
            if code in codes[:at]:
                self._refuse(path.format(at), key, N_("this code stands here twice"))

    def _once_questions(self, domains: tuple[NeedDomain, ...]) -> None:
        seen: set[str] = set()
        for at, domain in enumerate(domains):
            for place, question in enumerate(domain.questions):
                if question.code in seen:
                    path = f"domains[{at}].questions[{place}]"
                    self._refuse(path, "code", N_("this code stands here twice"))
                seen.add(question.code)

    def _refuse(self, path: str, key: str, fault: str) -> NoReturn:
        line = self._lines.get((path, key)) or self._lines.get((path, "")) or 1
        raise QuestionnaireFaultError(line=line, reason=fault, field=key)


def _places(text: str) -> Iterator[tuple[tuple[str, str], int]]:
    """Say on which line each table begins and each key stands: the parser itself does not tell."""
    path = ""
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            path = _path_of(header[1].split("."), counts)
            yield (path, ""), number
            parent, _, name = path.rpartition(".")
            yield (parent, name.partition("[")[0]), number
        elif key := _KEY.match(line):
            yield (path, key[1]), number


def _path_of(names: list[str], counts: dict[str, int]) -> str:
    """Give each table of a header its number: domains.questions is the next question of the domain begun last."""
    path = ""
    for at, name in enumerate(names):
        stem = f"{path}.{name}" if path else name
        if at == len(names) - 1:
            counts[stem] = counts.get(stem, -1) + 1
        path = f"{stem}[{counts.get(stem, 0)}]"
    return path
