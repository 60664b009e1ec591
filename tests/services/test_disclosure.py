"""What somebody is told about themselves holds nothing of the others they live with."""

from kazanlak_case.domain.changes import Born
from kazanlak_case.domain.records import Household, Kinship, ServiceEntry, ServicePerson
from kazanlak_case.services.disclosure import person_file
from kazanlak_case.services.whose import whose
from support.office import SERVICE


def test_shared_visits_and_ties_name_nobody_else(ask, a_person, case_file, now):
    mother, child = a_person("Айше"), a_person("Емил")
    with case_file.writing(now) as uow:
        entry = ServiceEntry(
            id=uow.new_id(), person=mother, service=SERVICE, provided_on=uow.today,
            minutes=45, note="говорихме за Айше", household=None,
        )  # fmt: skip
        there = ServicePerson(id=uow.new_id(), service_entry=entry.id, person=child)
        tie = Kinship(id=uow.new_id(), person=child, relative=mother, relation="parent", note="x")
        home = Household(id=uow.new_id(), name="Семейство", before_visit="куче")
        uow.log.append([Born(entry), Born(there), Born(tie), Born(home)], "test")
        uow.commit()
    of_child = ask(lambda uow: person_file(uow, child))
    (visit,) = of_child.records["service_entry"]
    assert set(visit.values) == {"service", "provided_on", "minutes"}
    assert len(of_child.records["service_person"]) == 1
    assert of_child.records["kinship"][0].values == {"relation": "parent"}
    assert of_child.records["kinship"][0].person_is == "child"
    assert mother not in str(of_child.records)
    assert "Айше" not in str(of_child.records)
    of_mother = ask(lambda uow: person_file(uow, mother))
    assert of_mother.records["service_entry"][0].values["note"] == "говорихме за Айше"
    assert of_mother.records["kinship"][0].person_is == "parent"
    assert "service_person" not in of_mother.records
    assert child not in str(of_mother.records)
    assert ask(lambda uow: whose(uow, "service_person", there.id)).person == child
    assert ask(lambda uow: whose(uow, "kinship", tie.id)).person == child
