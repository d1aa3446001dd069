"""Identity documents at the desk: who is found by their name, and that nothing else of them is kept anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from checkin import keyboards, mrz, schema
from checkin.domain import Role
from checkin.errors import NotPossible
from checkin.journal import delegate_changed
from tests import factories
from tests.mrz_samples import SPECIMENS, Document, card, passport, zone

if TYPE_CHECKING:
    from checkin.station import Station

BEGINS = 200  # the ids of those who are added here


def add(station: Station, *names: dict[str, str]) -> None:
    with station.store.write() as connection:
        for at, fields in enumerate(names):
            number = BEGINS + at
            delegate = factories.delegate_fields(number=number, category="guest", **fields)
            station.journal.append(connection, delegate_changed(f"{number:032x}", delegate))


def found(station: Station, text: str) -> list[int]:
    """The numbers of those whom the name on a document finds."""
    look_up = station.desk.look_up
    return [hit.number for hit in look_up.search(look_up.words_for(mrz.read(text).holders)).hits]


@pytest.mark.parametrize(
    ("primary", "secondary", "fields"),
    [
        ("ERIKSSON", "ANNA MARIA", {"name": "Anna Eriksson"}),
        ("ERIKSSON", "ANNA MARIA", {"name": "Eriksson Anna Maria"}),
        ("ERIKSSON", "ANNA MARIA", {"family_name": "Eriksson", "given_name": "Anna", "name": ""}),
        ("BOETTCHER", "JOERN HEINRICH", {"name": "Jörn Böttcher"}),
        ("WEISSBACH", "DOERTE", {"name": "Dörte Weißbach"}),
        ("SAHINOGLU", "CIGDEM", {"name": "Çiğdem Şahinoğlu"}),
        ("NUNXXEZ PENXXA", "JOSE", {"name": "José Núñez Peña"}),
        ("OCONNOR", "ENYA SIOBHAN", {"name": "Enya O'Connor"}),
        ("AASHEIM", "TORE", {"name": "Tore Åsheim"}),
        ("TANAKA", "KYOKO", {"name": "", "native_name": "田中 京子", "reading": "たなか きょうこ"}),
        ("VAN DER MUELLEN", "MARTHA", {"name": "Martha van der Müllen"}),
        ("KWON", "", {"name": "Kwon"}),
        (
            "PAPANDROPOULOUS",
            "JONATHON ALEXANDER CHRISTODOULOS",  # longer than the zone
            {"name": "Jonathon Alexander Papandropoulous"},
        ),
    ],
)
def test_who_a_document_names_is_found_in_either_order_and_by_fewer_given_names(
    station: Station, primary: str, secondary: str, fields: dict[str, str]
) -> None:
    add(station, fields, {"name": "Somebody Quite Different"})
    assert found(station, zone(primary, secondary))[:1] == [BEGINS]


def test_nobody_is_found_where_nobody_has_the_name(station: Station) -> None:
    assert found(station, zone("QQXYZZY", "XYLQQ")) == []


def test_namesakes_are_all_offered(station: Station) -> None:
    add(station, {"name": "Anna Eriksson"}, {"name": "Eriksson Anna"})
    assert set(found(station, zone("ERIKSSON", "ANNA"))) == {BEGINS, BEGINS + 1}


def test_of_two_names_that_a_layout_leaves_in_doubt_the_one_on_the_roster_is_taken(
    station: Station,
) -> None:
    add(station, {"name": "Zoya Yildiz"})
    holders = (mrz.Holder(("ZILDIY",), ("YOZA",)), mrz.Holder(("YILDIZ",), ("ZOYA",)))
    assert station.desk.look_up.words_for(holders) == "ZOYA YILDIZ"


def test_a_desk_that_hides_names_finds_nobody_and_says_so(station: Station) -> None:
    station.desk.hide_names(on=True)
    with pytest.raises(NotPossible, match="hides names"):
        found(station, zone("ERIKSSON", "ANNA"))


def test_volunteers_find_people_by_a_document_as_by_a_name(station: Station) -> None:
    add(station, {"name": "Anna Eriksson"})
    station.shift.role = Role.VOLUNTEER
    assert found(station, zone("ERIKSSON", "ANNA")) == [BEGINS]


# What is presented is journalled; of a document nothing is.

MADE = Document("CANARYSON", "CANARINA", "Q7Q7Q7Q7Q", "690417", "330512", "CANARY12345678")
SECRETS = ("Q7Q7Q7Q7Q", "690417", "CANARY12345678", "CANARYSON")


def kept(station: Station) -> str:
    """All rows of all tables, and all that the journal's entries say."""
    with station.store.read() as connection:
        rows = [
            repr(tuple(row))
            for metadata in (schema.journal, schema.fold, schema.local)
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table)).all()
        ]
        rows += [repr(entry) for entry in station.journal.opened(connection)]
    return "\n".join(rows).upper()


def lines_of(text: str) -> list[str]:
    size = 30 if len(text) == 90 else len(text) // 2
    return [text[at : at + size] for at in range(0, len(text), size)]


@pytest.mark.parametrize("text", [passport(MADE), card(MADE)], ids=["passport", "card"])
@pytest.mark.parametrize("layout", ["us", "de", "fr", "jp", "tr", "ru"])
def test_nothing_that_a_document_says_is_recorded_however_it_is_presented(
    station: Station, text: str, layout: str
) -> None:
    computer = keyboards.layout_named(layout)
    desk = station.desk
    before = kept(station)
    for line in (text, *lines_of(text)):
        bent = keyboards.bent(line, keyboards.US, computer)
        for present in (
            desk.scan,
            desk.look,
            desk.self_service.by_code,
            desk.trying.read_code,
            desk.left_between,
        ):
            with pytest.raises(NotPossible, match="identity document"):
                present(bent)
    after = kept(station)
    assert after == before
    assert not any(secret in after for secret in SECRETS)


def test_what_is_told_of_it_does_not_repeat_it(station: Station) -> None:
    with pytest.raises(NotPossible) as refused:
        station.desk.scan(passport(MADE))
    assert not any(secret in str(refused.value) for secret in SECRETS)


def test_other_codes_are_recorded_as_before(station: Station) -> None:
    for code in ("550e8400-e29b-41d4-a716-446655440000", "Q" * 44, "https://example.org/t?x=1"):
        assert station.desk.scan(code).entry


def test_the_specimens_are_refused_too(station: Station) -> None:
    for lines in SPECIMENS.values():
        with pytest.raises(NotPossible):
            station.desk.scan("\n".join(lines))
