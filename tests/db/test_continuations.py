"""Records that go on under another id are found from either end."""

from kazanlak_case.db.continuations import related
from kazanlak_case.domain.changes import Born, Deleted
from kazanlak_case.domain.records import Continuation


def link(uow, old: str, new: str) -> str:
    made = Continuation(id=uow.new_id(), type="person", record=new, continues=old)
    uow.log.append([Born(made)], "test")
    return made.id


def ids(uow, *wanted: str) -> set[str]:
    found = related(uow._connection, [bytes.fromhex(one) for one in wanted])
    return {one.hex() for one in found}


def test_all_of_a_chain_is_found_from_any_of_it(uow):
    first, second, third, alone = (uow.new_id() for _ in range(4))
    link(uow, first, second)
    link(uow, second, third)
    for one in (first, second, third):
        assert ids(uow, one) == {first, second, third}
    assert ids(uow, alone) == {alone}
    assert ids(uow, alone, third) == {first, second, third, alone}
    assert ids(uow) == set()


def test_a_case_that_came_back_ends_the_search(uow):
    first, second = uow.new_id(), uow.new_id()
    link(uow, first, second)
    link(uow, second, first)
    assert ids(uow, first) == {first, second}


def test_a_deleted_link_leads_on(uow):
    """An erasure must reach what a mistaken delete would hide."""
    first, second = uow.new_id(), uow.new_id()
    link_id = link(uow, first, second)
    uow.log.append([Deleted("continuation", link_id)], "test")
    assert ids(uow, first) == {first, second}
