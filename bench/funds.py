"""All indicators and the microdata workbook at 100 000 participations."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook

from files import copy_of, full_of_people
from kazanlak_case.db.indicators import Indicators
from kazanlak_case.domain.rules.participants import Selection
from kazanlak_case.export.reports import write_report
from kazanlak_case.services.indicators import rules_in_use
from made_up import NOW
from measures import Row, Run, cpu_of, interleaved, memory

# The same figures over the same rows, written out by hand by somebody who knows that here everybody has one
# participation with one spell: no repeats to find, no re-entries, no unknown answers to keep apart.
BARE = """
SELECT sex, count(*), sum(labour_situation = 'unemployed'), sum(labour_situation = 'inactive'),
  sum(labour_situation LIKE '%employed' AND labour_situation <> 'unemployed'),
  sum(labour_situation = 'unemployed' AND unemployed_since < date(first, '-12 months')),
  sum(labour_situation = 'inactive' AND in_education = 'no'), sum(date(born_on, '+25 years') > first),
  sum(date(born_on, '+55 years') <= first), sum(date(born_on, '+55 years') <= first AND in_education = 'no'),
  sum(education IN ('primary', 'lower_secondary')), sum(education IN ('upper_secondary', 'post_secondary')),
  sum(education IN ('bachelor', 'master')), sum('yes' IN (migrant, foreign_background, minority, roma)),
  sum(disability = 'yes'), sum(homeless = 'yes' OR other_disadvantage NOT IN ('', 'no')), sum(homeless = 'yes'),
  sum(search BETWEEN first AND date(last, '+28 days')), sum(school BETWEEN first AND date(last, '+28 days')),
  sum(qualified BETWEEN first AND date(last, '+28 days')), sum(work BETWEEN first AND date(last, '+28 days')),
  sum(later = 'employed'), sum(later = 'employed_improved')
FROM (SELECT p.sex, p.born_on, s.entered_on AS first, s.left_on AS last, s.employment_from AS work,
             s.job_search_from AS search, s.education_from AS school, s.qualification_on AS qualified,
             s.status_6m AS later, t.*, v.*
      FROM participation AS t JOIN spell AS s ON s.participation = t.id JOIN person AS p ON p.id = t.person
      LEFT JOIN vulnerability AS v ON v.participation = t.id
      WHERE t.hidden = 0 AND p.hidden = 0 AND s.hidden = 0)
GROUP BY sex
"""


def rows(run: Run) -> Iterator[Row]:
    """Measure at the largest size of this run."""
    persons = run.sizes(100_000)[0]
    with copy_of(full_of_people(run.folder, persons), "funds") as file:
        with file.reading(NOW) as uow:
            rules = rules_in_use(uow.profile)

            def ours() -> float:
                return cpu_of(
                    lambda: Indicators(uow._connection, uow._context).count(rules, Selection())
                )

            def bare() -> float:
                return cpu_of(lambda: uow._connection.exec_driver_sql(BARE).all())

            pairs = interleaved(ours, bare, run.pairs(5))
        yield Row(
            f"all indicators, {persons} participations ÷ the bare SQL aggregates",
            pairs.ratio,
            "×",
            f"{pairs.theirs:.2f} s CPU bare",
            1.5,
            1.2,
        )
        out, peer = run.folder / "microdata.xlsx", run.folder / "peer.xlsx"
        before = memory("VmRSS")
        written = None

        def write() -> None:
            nonlocal written
            written = write_report(file, "isun-microdata", out, now=NOW)

        ours_once = cpu_of(write)
        assert written is not None
        grown = memory("VmRSS") - before

        def openpyxl() -> None:
            book = Workbook(write_only=True)
            sheet = book.create_sheet("tablica")
            for number in range(persons):
                sheet.append([number, *["текст"] * 22, 2022, 11, 14, *["текст"] * 9])
            book.save(peer)

        theirs = cpu_of(openpyxl)
        yield Row(
            f"microdata workbook, {persons} rows with all checks ÷ openpyxl write-only",
            ours_once / theirs,
            "×",
            "ours reads, checks and sorts out; the peer only writes",
            1,
            1 / 3,
        )
        yield Row(
            "memory the microdata took",
            grown,
            "MB",
            f"{written.rows} rows, {written.blocked} held back",
        )
