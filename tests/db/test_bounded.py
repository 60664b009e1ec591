"""The file and each piece of work in it are bounded by one sight; another post has another."""

from dataclasses import replace

import pytest

from conftest import NOW
from kazanlak_case.db.casefile import CaseFile
from kazanlak_case.domain.errors import NotAllowedError
from kazanlak_case.domain.rules.rights import Act


def test_file_and_work_in_it_have_one_sight_until_the_post_changes(case_file: CaseFile) -> None:
    sight = case_file.sight
    with case_file.reading(NOW) as uow:
        assert uow.sight is sight
        uow.require(Act.JOIN)
    case_file._facts = replace(case_file.facts, user=replace(case_file.user, role="accountant"))
    assert case_file.sight is not sight
    with case_file.reading(NOW) as uow, pytest.raises(NotAllowedError):
        uow.require(Act.JOIN)
    with pytest.raises(NotAllowedError):
        case_file.require(Act.JOIN)
