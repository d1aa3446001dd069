"""Record linkage: rows are matched by the strongest key, and likely matches are reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checkin.roster.roster_files import codes_of, load, nobody, table, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.station import Station

ALI = {"name": "Ali Veli", "organisation": "Press Club", "email": "ali@example.org"}
MEI = {"name": "Hsiao Mei-chin", "native_name": "蕭美琴", "organisation": "Yuan"}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        yield opened


def entries(station: Station) -> int:
    return station.journal.verify().entries


class TestWhoIsWho:
    """Each case: the roster, the file, the result."""

    def both(
        self, station: Station, tmp_path: Path, there: dict[str, str], row: dict[str, str]
    ) -> tuple[int, list[str]]:
        load(station, text_file(tmp_path, table(there)))
        preview = load(station, text_file(tmp_path, table(row)))
        return len(station.roster.delegates()), codes_of(preview)

    @pytest.mark.parametrize(
        ("there", "row", "count", "findings"),
        [
            # by number
            ({"number": "5", **ALI}, {"number": "5", "name": "Ali Veli-Kaya"}, 1, []),
            ({"number": "5", **ALI}, {"number": "5", "name": "Bob"}, 2, ["replaced", "handed_over"]),
            ({"number": "5", **ALI}, {**ALI, "number": "5", "name": "Bob"}, 1, ["other_name"]),
            # by code
            ({"code": "x", **ALI}, {"code": "x", "name": "ALI VELI", "organisation": "Y"}, 1, []),
            ({"code": "x", **ALI}, {"code": "x", "name": "Bob"}, 2, ["replaced", "handed_over"]),
            # by e-mail
            (ALI, {**ALI, "organisation": "Other"}, 1, []),
            (ALI, {**ALI, "email": "ALI@example.org"}, 1, []),
            (ALI, {"name": "Veli Kaya", "email": "ali@example.org"}, 1, ["other_name"]),
            (ALI, {"name": "Bob", "email": "ali@example.org"}, 2, ["same_email"]),
            # by name and organisation
            (ALI, {"name": "ali  VÉLI", "organisation": "press club"}, 1, []),
            (ALI, {**ALI, "email": "new@example.org"}, 1, ["other_email"]),
            (MEI, {"name": "Hsiao Mei chin", "organisation": "Yuan"}, 1, []),
            # likely: a new delegate until confirmed
            (ALI, {"name": "Ali Veli", "organisation": "Other"}, 2, ["same_name"]),
            (ALI, {"name": "Ali Veli", "organisation": ""}, 2, ["same_name"]),
            (ALI, {"name": "Veli Ali", "organisation": "Press Club"}, 2, ["same_name"]),
            # a file without organisations is matched by the name alone
            (ALI, {"name": "Ali Veli", "title": "Editor"}, 1, ["other_organisation"]),
            # numbers are unique
            (ALI, {"number": "9", **ALI}, 1, ["number_kept"]),
            # new delegate
            (ALI, {"name": "Bob", "organisation": "Press Club"}, 2, []),
        ],
    )  # fmt: skip
    def test_a_row_is_matched_by_the_strongest_sign(
        self,
        station: Station,
        tmp_path: Path,
        there: dict[str, str],
        row: dict[str, str],
        count: int,
        findings: list[str],
    ) -> None:
        assert self.both(station, tmp_path, there, row) == (count, findings)

    def test_a_row_that_fits_two_people_stays_out(self, station: Station, tmp_path: Path) -> None:
        twins = ({**ALI, "email": "1@x.org"}, {**ALI, "email": "2@x.org"})
        load(station, text_file(tmp_path, table(*twins)))
        preview = load(station, text_file(tmp_path, table({**ALI, "email": "", "title": "Editor"})))

        assert codes_of(preview) == ["ambiguous"]
        assert preview.counts.refused == 1

    def test_a_code_of_somebody_else_keeps_the_row_out(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(
            station,
            text_file(
                tmp_path,
                table({"number": "1", "name": "A", "code": "x"}, {"number": "2", "name": "B"}),
            ),
        )
        preview = load(
            station, text_file(tmp_path, table({"number": "2", "name": "B", "code": "x"}))
        )

        assert codes_of(preview) == ["code_taken"]
        assert preview.counts.refused == 1

    def test_who_shares_an_address_does_not_become_the_other(
        self, station: Station, tmp_path: Path
    ) -> None:
        ann, bob = ({"name": f"{name} Smith", "email": "home@x.org"} for name in ("Ann", "Bob"))
        load(station, text_file(tmp_path, table(ann)))
        preview = load(station, text_file(tmp_path, table(bob, ann)))

        assert [delegate.name for delegate in station.roster.delegates()] == [
            "Ann Smith",
            "Bob Smith",
        ]
        assert codes_of(preview) == ["same_email"]
        assert codes_of(station.roster.read(text_file(tmp_path, table(ann, bob)))) == []


class TestRowsOfOneFile:
    @pytest.mark.parametrize(
        ("rows", "added", "findings"),
        [
            (({**ALI}, {**ALI, "name": "ALI VELI"}), 1, ["duplicate"]),
            (({"name": "José"}, {"name": "Jose\u0301"}), 1, ["duplicate"]),
            (({**ALI}, {**ALI, "organisation": "Other"}), 1, ["duplicate"]),
            (({**ALI}, {**ALI, "email": "b@example.org"}), 2, ["homonym"]),
            (({"name": "A", "organisation": "X"}, {"name": "A", "organisation": "Y"}), 2, ["homonym"]),
            (({"name": "A", "Id": "q1"}, {"name": "A", "Id": "q2"}), 2, ["homonym"]),
            (({"name": "Ali Veli"}, {"name": "Veli Ali"}), 2, ["homonym"]),
            (({"name": "Ann", "email": "x@y"}, {"name": "Bob", "email": "x@y"}), 2, ["same_email"]),
            (({"name": "Ann", "number": "1"}, {"name": "Ann", "number": "1"}), 1, ["duplicate"]),
            (({"name": "Ann", "number": "1"}, {"name": "Bob", "number": "1"}), 1, ["number_taken"]),
            (({"name": "Ann", "code": "c"}, {"name": "Ann", "code": "c"}), 1, ["duplicate"]),
            (({"name": "Ann", "code": "c"}, {"name": "Bob", "code": "c"}), 1, ["code_taken"]),
            (({"name": "Ann"}, {"name": "Bob"}), 2, []),
        ],
    )  # fmt: skip
    def test_the_same_person_comes_in_once_and_namesakes_both(
        self,
        station: Station,
        tmp_path: Path,
        rows: tuple[dict[str, str], ...],
        added: int,
        findings: list[str],
    ) -> None:
        path = text_file(tmp_path, table(*rows))
        preview = load(station, path)

        assert (preview.counts.added, codes_of(preview)) == (added, findings)
        again = station.roster.read(path)
        assert (again.counts.added, again.counts.changed) == (0, 0)
