"""Roster imports: the effect of a file on the roster, and of its repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher

from checkin import schema
from checkin.domain import CodeKind, Outcome, Status
from checkin.errors import BadFile, FindingsInDoubt, NotFound, NotPossible
from checkin.language import load as load_language
from checkin.roster import ReadingOptions, RowAction
from checkin.store import people
from tests.checkin.roster.roster_files import (
    by_number,
    codes_of,
    load,
    nobody,
    table,
    text_file,
)

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


class TestFirstImport:
    def test_every_field_arrives(self, station: Station, tmp_path: Path) -> None:
        everything = {
            "number": "７",
            "name": "Furuya Keiji",
            "family_name": "Furuya",
            "given_name": "Keiji",
            "native_name": "古屋圭司",
            "reading": "ふるや けいじ",
            "title": "Member",
            "organisation": "House of Representatives",
            "country": "Japan",
            "category": "Parliamentarian",
            "language": "ja",
            "email": "k@example.org",
            "phone": "+81 3 1234",
            "notes": "Leaves at 11:30",
            "flags": "No photo; vip、CHECK_IDENTITY",
            "code": "pretix-7fA9",
            "badge_name": "F. K.",
            "Diet": "vegetarian",
        }
        preview = load(station, text_file(tmp_path, table(everything)))

        (delegate,) = station.roster.delegates()
        assert (delegate.number, delegate.name, delegate.native_name) == (
            7,
            "Furuya Keiji",
            "古屋圭司",
        )
        assert (delegate.family_name, delegate.given_name, delegate.reading) == (
            "Furuya",
            "Keiji",
            "ふるや けいじ",
        )
        assert (delegate.title, delegate.country, delegate.language) == ("Member", "Japan", "ja")
        assert (delegate.organisation, delegate.category) == (
            "House of Representatives",
            "parliamentarian",
        )
        assert (delegate.email, delegate.phone) == ("k@example.org", "+81 3 1234")
        assert (delegate.notes, delegate.badge_name) == ("Leaves at 11:30", "F. K.")
        assert delegate.flags == ("no_photo", "vip", "check_identity")
        assert dict(delegate.extras) == {"Diet": "vegetarian"}
        assert preview.findings == ()
        assert preview.columns["native_name"] == "native_name"

    def test_everybody_gets_an_invitation_and_keeps_a_code_of_another_system(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table({**ALI, "code": " pretix-7fA9 "}, MEI)))

        with station.store.read() as connection:
            codes = people.codes(connection)
        kinds = sorted(code.kind for code in codes)
        assert kinds == [CodeKind.EXTERNAL, CodeKind.INVITATION, CodeKind.INVITATION]
        assert station.desk.scan("pretix-7fA9", "entrance").outcome is Outcome.ADMITTED

    def test_numbers_go_on_after_the_highest(self, station: Station, tmp_path: Path) -> None:
        load(station, text_file(tmp_path, table({"number": "40", "name": "A"}, {"name": "B"})))
        load(station, text_file(tmp_path, table({"name": "C"}, {"name": "D"})))

        assert {n: delegate.name for n, delegate in by_number(station).items()} == {
            40: "A",
            41: "B",
            42: "C",
            43: "D",
        }

    @pytest.mark.parametrize(
        "person",
        [
            {"name": "Suharto"},
            {"native_name": "王丹"},
            {"given_name": "Rebiya", "family_name": "Kadeer"},
            {"family_name": "Kadeer"},
            {"name": "王"},
        ],
    )
    def test_any_one_name_is_enough(
        self, station: Station, tmp_path: Path, person: dict[str, str]
    ) -> None:
        load(station, text_file(tmp_path, table({"name": "", "country": "X", **person})))

        assert len(station.roster.delegates()) == 1

    def test_words_among_the_flags_cancel_and_hold_back(
        self, station: Station, tmp_path: Path
    ) -> None:
        people_in = ({"name": "A", "flags": "cancelled"}, {"name": "B", "flags": "承認待ち;vip"})
        load(station, text_file(tmp_path, table(*people_in)))

        first, second = station.roster.delegates()
        assert (first.status, first.flags) == (Status.CANCELLED, ())
        assert (second.status, second.flags) == (Status.PENDING, ("vip",))

    def test_a_category_is_known_by_its_key_and_by_its_names(
        self, station: Station, tmp_path: Path
    ) -> None:
        rows = ({"name": "A", "category": " PRESS "}, {"name": "B", "category": "scholar"})
        load(station, text_file(tmp_path, table(*rows)))

        assert [delegate.category for delegate in station.roster.delegates()] == [
            "press",
            "scholar",
        ]


class TestPreview:
    def test_nothing_is_stored_before_it_is_applied(self, station: Station, tmp_path: Path) -> None:
        before = entries(station)
        preview = station.roster.read(text_file(tmp_path, table(ALI, MEI)))

        assert (preview.counts.added, preview.counts.batch) == (2, None)
        assert [line.act for line in preview.lines] == [RowAction.ADD, RowAction.ADD]
        assert preview.sample[0][0] == "Ali Veli"
        assert (preview.encoding, preview.delimiter) == ("utf-8", ",")
        assert entries(station) == before

    def test_findings_name_row_column_and_value(self, station: Station, tmp_path: Path) -> None:
        path = text_file(tmp_path, "Name,No\n\nAli,12a\nVeli,3\n")

        (finding,) = station.roster.read(path).findings
        assert (finding.row, finding.column, finding.value) == (3, "No", "12a")
        assert finding.message.startswith("12a is no number")

    def test_findings_speak_the_language_that_is_asked_for(
        self, station: Station, tmp_path: Path
    ) -> None:
        path = text_file(tmp_path, "name,number\nAli,x\n")
        japanese = load_language("ja")

        (finding,) = station.roster.read(path, ReadingOptions(), japanese).findings
        (english,) = station.roster.read(path).findings
        assert finding.message == japanese.text(
            "{value} is no number of a delegate: 1, 2, 3 and so on. The row stays out.", value="x"
        )
        assert english.message.startswith("x is no number")

    def test_doubts_must_be_accepted_and_refused_rows_stay_out(
        self, station: Station, tmp_path: Path
    ) -> None:
        rows = (
            {"name": "A", "category": "royalty"},
            {"name": "", "category": "press"},
            {"name": "C"},
        )
        preview = station.roster.read(text_file(tmp_path, table(*rows)))

        with pytest.raises(FindingsInDoubt, match="2 findings"):
            preview.apply()
        assert station.roster.delegates() == ()
        applied = preview.apply(accept=True)
        assert (applied.added, applied.refused) == (2, 1)
        assert [(delegate.name, delegate.category) for delegate in station.roster.delegates()] == [
            ("A", ""),
            ("C", ""),
        ]

    def test_notes_alone_need_nobody(self, station: Station, tmp_path: Path) -> None:
        preview = station.roster.read(text_file(tmp_path, table({"name": "=1+1"})))

        assert codes_of(preview) == ["like_formula"]
        assert preview.apply().added == 1

    def test_a_roster_that_changed_meanwhile_is_looked_at_again(
        self, station: Station, tmp_path: Path
    ) -> None:
        path = text_file(tmp_path, table(ALI))
        first, second = station.roster.read(path), station.roster.read(path)

        assert first.apply().added == 1
        assert second.apply().unchanged == 1
        assert len(station.roster.delegates()) == 1

    def test_new_doubts_since_the_preview_stop_it(self, station: Station, tmp_path: Path) -> None:
        preview = station.roster.read(text_file(tmp_path, table(ALI)))
        load(station, text_file(tmp_path, table({**ALI, "organisation": "Other", "email": ""})))

        with pytest.raises(FindingsInDoubt, match="changed meanwhile"):
            preview.apply(accept=True)
        assert len(station.roster.delegates()) == 1


class TestColumns:
    def test_a_column_can_be_named_by_hand(self, station: Station, tmp_path: Path) -> None:
        path = text_file(tmp_path, "Who,role\nAli,Speaker\n")
        preview = load(station, path, name="WHO", title="role")

        (delegate,) = station.roster.delegates()
        assert (delegate.name, delegate.title) == ("Ali", "Speaker")
        assert preview.columns == {"name": "Who", "title": "role"}

    @pytest.mark.parametrize(
        ("mapping", "sentence"),
        [
            ({"nmae": "name"}, "no field nmae"),
            ({"name": "Nmae"}, "no column Nmae"),
            ({"name": "name", "title": "name"}, "cannot be two fields"),
        ],
    )
    def test_a_wrong_mapping_is_refused(
        self, station: Station, tmp_path: Path, mapping: dict[str, str], sentence: str
    ) -> None:
        with pytest.raises(BadFile, match=sentence):
            load(station, text_file(tmp_path, table(ALI)), **mapping)

    def test_without_names_nobody_comes_in_even_when_accepted(
        self, station: Station, tmp_path: Path
    ) -> None:
        preview = station.roster.read(text_file(tmp_path, "Wer,Woher\nAli,Köln\n"))

        assert codes_of(preview) == ["no_name_column"]
        assert preview.headings == ("Wer", "Woher")
        assert preview.counts.refused == 1
        with pytest.raises(BadFile, match="No column has names"):
            preview.apply(accept=True)


class TestSecondImport:
    def test_the_same_file_again_writes_nothing(self, station: Station, tmp_path: Path) -> None:
        path = text_file(
            tmp_path, table({**ALI, "flags": "vip", "code": "x1", "Diet": "vegan"}, MEI)
        )
        load(station, path)
        before = entries(station)

        applied = station.roster.read(path).apply()

        assert (applied.added, applied.changed, applied.unchanged) == (0, 0, 2)
        assert applied.batch is None
        assert entries(station) == before

    def test_only_what_changed_is_written(self, station: Station, tmp_path: Path) -> None:
        load(station, text_file(tmp_path, table(ALI, MEI)))
        preview = load(station, text_file(tmp_path, table({**ALI, "title": "Editor"}, MEI)))

        assert (preview.counts.changed, preview.counts.unchanged) == (1, 1)
        assert preview.lines[0].changed == ("title",)
        card = station.people.card(station.roster.delegates()[0].id)
        assert dict(card.changes[0].fields) == {"title": "Editor"}

    def test_an_empty_cell_leaves_what_is_there(self, station: Station, tmp_path: Path) -> None:
        load(station, text_file(tmp_path, table({**ALI, "title": "Editor"})))
        load(station, text_file(tmp_path, table({**ALI, "title": "", "country": "Kenya"})))

        (delegate,) = station.roster.delegates()
        assert (delegate.title, delegate.country) == ("Editor", "Kenya")

    def test_flags_are_added_and_never_taken_away(self, station: Station, tmp_path: Path) -> None:
        load(station, text_file(tmp_path, table({**ALI, "flags": "vip"})))
        station.people.flag(station.roster.delegates()[0].id, "call_lead", on=True)
        load(station, text_file(tmp_path, table({**ALI, "flags": "no photo"})))

        assert station.roster.delegates()[0].flags == ("vip", "call_lead", "no_photo")

    def test_a_cancellation_is_not_undone_by_a_file(self, station: Station, tmp_path: Path) -> None:
        load(station, text_file(tmp_path, table({**ALI, "flags": "cancelled"})))
        load(station, text_file(tmp_path, table({**ALI, "flags": "pending"})))

        assert station.roster.delegates()[0].status is Status.CANCELLED

    def test_extras_are_laid_over_those_that_are_there(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table({**ALI, "Diet": "vegan", "Bus": "2"})))
        load(station, text_file(tmp_path, table({**ALI, "Diet": "halal", "Room": "7"})))

        assert dict(station.roster.delegates()[0].extras) == {
            "Diet": "halal",
            "Bus": "2",
            "Room": "7",
        }

    def test_a_new_external_code_is_added_beside_the_old(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table({**ALI, "code": "x1"})))
        preview = load(station, text_file(tmp_path, table({**ALI, "code": "x2"})))

        assert preview.counts.changed == 1
        card = station.people.card(station.roster.delegates()[0].id)
        assert {"x1", "x2"} <= {code.code for code in card.codes}


class TestUndo:
    def test_it_removes_who_came_and_restores_what_changed(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI)))
        both = text_file(tmp_path, table({**ALI, "title": "Editor"}, MEI))
        batch = station.roster.read(both).apply().batch

        assert batch
        undone = station.roster.undo(batch)
        assert (undone.removed, undone.restored) == (1, 1)
        (delegate,) = station.roster.delegates()
        assert (delegate.name, delegate.title) == ("Ali Veli", "")
        with pytest.raises(NotPossible, match="already"):
            station.roster.undo(batch)

    def test_after_it_the_file_can_come_in_again(self, station: Station, tmp_path: Path) -> None:
        path = text_file(tmp_path, table({**ALI, "code": "x1"}))
        batch = station.roster.read(path).apply().batch
        station.roster.undo(str(batch))

        assert station.roster.read(path).apply().added == 1
        assert station.desk.scan("x1", "entrance").outcome is Outcome.ADMITTED

    def test_it_is_refused_once_somebody_has_been_scanned(
        self, station: Station, tmp_path: Path
    ) -> None:
        batch = station.roster.read(text_file(tmp_path, table(ALI))).apply().batch
        scan = station.desk.checkin(1, "entrance")

        with pytest.raises(NotPossible, match="scanned or corrected"):
            station.roster.undo(str(batch))
        station.desk.undo(scan.entry)
        assert station.roster.undo(str(batch)).removed == 1

    def test_it_is_refused_once_somebody_has_been_corrected(
        self, station: Station, tmp_path: Path
    ) -> None:
        batch = station.roster.read(text_file(tmp_path, table(ALI))).apply().batch
        station.people.correct(station.roster.delegates()[0].id, {"title": "Editor"})

        with pytest.raises(NotPossible, match="scanned or corrected"):
            station.roster.undo(str(batch))
        assert station.roster.delegates()[0].number == 1

    def test_an_unknown_import_is_said_to_be_unknown(self, station: Station) -> None:
        with pytest.raises(NotFound, match="no import"):
            station.roster.undo("feed")


def test_a_chunk_that_fails_is_not_there(station: Station, tmp_path: Path) -> None:
    preview = station.roster.read(text_file(tmp_path, table(ALI, MEI)))
    before = entries(station)
    with station.store.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER trip BEFORE INSERT ON batch BEGIN SELECT RAISE(ABORT, 'tripped'); END"
        )

    with pytest.raises(sqlcipher.IntegrityError, match="tripped"):
        preview.apply()
    assert station.roster.delegates() == ()
    assert entries(station) == before
    with station.store.read() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(schema.change)) == 0
