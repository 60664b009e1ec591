"""The map of a family on paper."""

from datetime import date

import pypdfium2
import pytest

from kazanlak_case.domain.errors import UnfitTargetError
from kazanlak_case.export.family_map_pdf import write_family_map
from kazanlak_case.services.households import MemberDraft, make_household
from kazanlak_case.services.people import save_person


def test_the_map_is_one_page_with_names_years_and_the_funds_head(case_file, now, tmp_path):
    with case_file.writing(now) as uow:
        people = [
            next(iter(save_person(uow, None, values).touched))[1]
            for values in (
                {"given_name": "Мария", "family_name": "Асенова", "sex": "f"},
                {"given_name": "Щерю", "born_on": date(2012, 7, 1), "born_precision": "about"},
            )
        ]
    with case_file.writing(now) as uow:
        members = [
            MemberDraft(person=one, relation=relation)
            for one, relation in zip(people, ("head", "child"), strict=True)
        ]
        written = make_household(uow, {"name": "Асенови"}, members)
    household = next(one for name, one in written.touched if name == "household")
    out = write_family_map(case_file, household, tmp_path / "family.pdf", now=now)
    document = pypdfium2.PdfDocument(out.read_bytes())
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1
    for words in ("Асенови", "Мария", "Щерю", "ок. 2012 (10)", case_file.profile.eu_line[:20]):
        assert words in text
    document.close()
    with pytest.raises(UnfitTargetError):
        write_family_map(case_file, household, tmp_path / "family.txt", now=now)
