"""What happens to made-up participants can be written down through the services, and happens on working days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kazanlak_case.db.reference import code_lists
from kazanlak_case.demo.calendar import BEGIN, END, LAST_WEEK, last_day_of, week_of, workday
from kazanlak_case.demo.chance import chance_of
from kazanlak_case.demo.plan import SHARES, make_cast
from kazanlak_case.domain.profile import MunicipalityProfile

DAYS = st.dates(BEGIN - timedelta(days=30), END + timedelta(days=30))


@given(DAYS)
def test_every_day_of_work_lies_in_the_story_and_before_its_typing(day: date) -> None:
    moved = workday(day)
    assert BEGIN <= moved <= END
    assert moved.weekday() < 5
    assert moved <= last_day_of(week_of(moved))
    assert 0 <= week_of(moved) <= LAST_WEEK


def test_everybody_comes_and_some_come_twice(profile_text: str) -> None:
    houses = [
        site for site in MunicipalityProfile.parse(profile_text).sites if site.kind == "house"
    ]
    cast = make_cast(chance_of(7), houses, 200)
    assert len(houses) == len(SHARES)
    arrivals = [one for some in cast.arrivals.values() for one in some]
    assert sum(len(one.family.people) for one in arrivals) == 200
    assert sum(repeat.certain for repeat in cast.repeats) == 2
    for repeat in cast.repeats:
        (first, place), (second, _zero) = repeat.first, repeat.second
        one, other = first.family.people[place], second.family.people[0]
        assert one.name == other.name
        assert (one.values["national_id"] == other.values["national_id"]) == repeat.certain
        assert first.day < second.day


def test_lives_use_known_codes_and_keep_their_order(profile_text: str) -> None:
    houses = [
        site for site in MunicipalityProfile.parse(profile_text).sites if site.kind == "house"
    ]
    cast = make_cast(chance_of(3), houses, 150)
    lists = code_lists()
    for arrival in (one for some in cast.arrivals.values() for one in some):
        for life in filter(None, arrival.lives):
            assert arrival.day <= life.entered_on <= END
            for visit in life.visits:
                assert lists.knows("service_type", visit.service)
                assert lists.knows("activity_form", visit.form)
                assert life.entered_on <= visit.day <= END
            if life.exit:
                assert life.entered_on < life.exit.day < END
                assert all(life.exit.day < result.day < END for result in life.results)
