"""Settlements told from addresses; what is ambiguous is not chosen."""

import pytest

from kazanlak_case.db.reference import settlements
from kazanlak_case.intake.addresses import Addresses

KRAN, KAZANLAK, CHERKOVISHTE, ENINA = "40292", "35167", "49076", "27499"


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    return Addresses(settlements(), "SZR12")


@pytest.mark.parametrize(
    ("written", "ekatte", "street"),
    [
        ("гр.Крън, ул. „Роза“ №25", KRAN, "ул. „Роза“ №25"),
        ("ГР. КРЪН", KRAN, ""),
        ("град Крън ул.Тунджа 28", KRAN, "ул.Тунджа 28"),
        ("с. Крън", KRAN, ""),
        ("гр. Kрън", KRAN, ""),  # a Latin K
        ("с. Г.Черковище", CHERKOVISHTE, ""),
        ("Горно Черковище, ул. „Роза“ №9", CHERKOVISHTE, "ул. „Роза“ №9"),
        ("гр. Казанлък, кв. Кармен ул.Тунджа 4", KAZANLAK, "кв. Кармен ул.Тунджа 4"),
        ("Енина ул.Тунджа 10", ENINA, "ул.Тунджа 10"),
        ("обл. Стара Загора, общ. Казанлък, с. Енина, ул. 2", ENINA, "ул. 2"),
        ("6100 Казанлък, ул. Роза 1", KAZANLAK, "ул. Роза 1"),
        ("гр. Казанлък - ул.Роза 4", KAZANLAK, "ул.Роза 4"),
        ("гр. Стара Загора", "68850", ""),
        ("Ст. Загора", "68850", ""),
    ],
)
def test_a_settlement_is_told_from_an_address(
    addresses: Addresses, written: str, ekatte: str, street: str
) -> None:
    read = addresses.read(written)
    assert read.settlement is not None
    assert (read.settlement.ekatte, read.street, read.doubt) == (ekatte, street, "")


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("с. Иваново", "settlement_several"),
        ("с. Никъде", "settlement_unknown"),
        ("Шипка 12", "settlement_or_street"),
        ("ул. Роза 5", ""),
        ("кв. Кармен", ""),
    ],
)
def test_an_uncertain_settlement_is_left_open_and_the_text_stays_whole(
    addresses: Addresses, written: str, doubt: str
) -> None:
    read = addresses.read(written)
    assert (read.settlement, read.street, read.doubt) == (None, written, doubt)


def test_a_column_of_settlements_holds_settlements(addresses: Addresses) -> None:
    assert addresses.read("Никъде", whole=True).doubt == "settlement_unknown"
    shipka = addresses.read("Шипка", whole=True).settlement
    assert shipka is not None
    assert shipka.kind == "гр."
