import pytest

from kazanlak_case.domain.rules.family_custom import fathers_name, in_form_of, sex_by_ending


@pytest.mark.parametrize(
    ("given", "son", "daughter"),
    [
        ("Иван", "Иванов", "Иванова"),
        ("Андрей", "Андреев", "Андреева"),
        ("Никола", "Николов", "Николова"),
        ("Илия", "Илиев", "Илиева"),
        ("Георги", "Георгиев", "Георгиева"),
        ("Петър", "Петров", "Петрова"),
        ("Христо", "Христов", "Христова"),
        ("Пенчо", "Пенчев", "Пенчева"),
        ("Гошо", "Гошев", "Гошева"),
        ("Кольо", "Колев", "Колева"),
        ("Милош", "Милошев", "Милошева"),
        ("Али", "Алиев", "Алиева"),
        ("Мехмед", "Мехмедов", "Мехмедова"),
        ("Васил", "Василев", "Василева"),
        ("Ivan", "", ""),
    ],
)
def test_fathers_name_follows_custom(given: str, son: str, daughter: str) -> None:
    assert (fathers_name(given, "m"), fathers_name(given, "f")) == (son, daughter)


@pytest.mark.parametrize(
    ("of_man", "of_woman"),
    [
        ("Асенов", "Асенова"),
        ("Кръстев", "Кръстева"),
        ("Каменски", "Каменска"),
        ("Вълчин", "Вълчина"),
    ],
)
def test_family_name_takes_the_ending_of_the_sex(of_man: str, of_woman: str) -> None:
    assert in_form_of(of_man, "f") == of_woman == in_form_of(of_woman, "f")
    assert in_form_of(of_woman, "m") == of_man == in_form_of(of_man, None)
    assert (sex_by_ending(of_man), sex_by_ending(of_woman)) == ("m", "f")


def test_name_without_such_an_ending_stays() -> None:
    assert in_form_of("Хасан", "f") == "Хасан"
    assert sex_by_ending("Хасан") is None
