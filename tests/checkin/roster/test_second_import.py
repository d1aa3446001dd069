"""A list that comes again: what changes, what was corrected by hand, and who is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checkin.domain import Flag, Outcome, Status
from checkin.errors import FindingsInDoubt, NumberedAnew
from checkin.roster import Answers, FindingAnswer, MergeOptions, ReadingOptions
from tests.checkin.roster.roster_files import by_number, codes_of, load, nobody, table, text_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from checkin.roster import Preview
    from checkin.station import Station

ALI = {"number": "1", "name": "Ali Veli", "organisation": "Press Club", "Diet": "vegan"}
BEA = {"number": "2", "name": "Bea Lund", "organisation": "Orrery"}
CEM = {"number": "3", "name": "Cem Kaya", "organisation": "Radio"}

# The ticket of the first goes to the second.
MIRA = {
    "code": "TCK-1",
    "name": "Mira Okabe",
    "email": "m@x.org",
    "notes": "wheelchair",
    "flags": "protected",
    "badge_name": "Guest 7",
}
PETER = {
    "code": "TCK-1",
    "name": "Peter Stone",
    "email": "p@x.org",
    "notes": "",
    "flags": "",
    "badge_name": "",
}


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    with nobody(tmp_path) as opened:
        yield opened


def again(
    station: Station, folder: Path, *people: dict[str, str], clear_empty: bool = False
) -> Preview:
    path = text_file(folder, table(*people))
    return station.roster.read(path, merging=MergeOptions(clear_empty=clear_empty))


def shown(preview: Preview) -> list[tuple[str, str, str, bool]]:
    return [
        (change.column or change.field, change.old, change.new, change.kept)
        for line in preview.lines
        for change in line.changes
    ]


class TestWhatChanges:
    def test_each_value_stands_beside_the_old_one(self, station: Station, tmp_path: Path) -> None:
        load(station, text_file(tmp_path, table({**ALI, "category": "press"})))
        row = {**ALI, "title": "Editor", "Diet": "halal", "category": "scholar", "flags": "vip"}

        assert shown(again(station, tmp_path, row)) == [
            ("title", "", "Editor", False),
            ("category", "Press", "Scholar", False),
            ("flags", "", "vip", False),
            ("Diet", "vegan", "halal", False),
        ]

    def test_an_empty_cell_clears_a_field_only_when_it_is_to(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table({**ALI, "title": "Editor", "flags": "vip"})))
        row = {**ALI, "title": "", "flags": "", "Diet": ""}

        assert again(station, tmp_path, row).counts.unchanged == 1
        again(station, tmp_path, row, clear_empty=True).apply()
        (ali,) = station.roster.delegates()
        assert (ali.title, ali.flags, dict(ali.extras)) == ("", (), {})
        assert ali.organisation == "Press Club"


class TestCorrectedByHand:
    def test_a_correction_stays_while_the_list_says_the_same(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI, BEA)))
        ali = by_number(station)[1]
        station.people.correct(ali.id, {"organisation": "Daily Example"})
        preview = again(station, tmp_path, ALI, BEA)

        assert shown(preview) == [("organisation", "Daily Example", "Press Club", True)]
        assert codes_of(preview) == ["corrected"]
        assert preview.apply().batch is None
        assert by_number(station)[1].organisation == "Daily Example"

    def test_where_the_list_has_changed_too_it_is_asked(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI)))
        station.people.correct(by_number(station)[1].id, {"organisation": "Daily Example"})
        preview = again(station, tmp_path, {**ALI, "organisation": "Herald"})

        with pytest.raises(FindingsInDoubt):
            preview.apply()
        assert preview.apply(accept=True).batch is None
        otherwise = Answers().answered("corrected_too", FindingAnswer.OTHER)
        preview.answered(otherwise).apply()
        assert by_number(station)[1].organisation == "Herald"
        # What the list said last came by an import: the next one changes it without a word.
        assert codes_of(again(station, tmp_path, {**ALI, "organisation": "X"})) == []

    def test_what_a_walk_in_was_registered_with_is_no_correction(
        self, station: Station, tmp_path: Path
    ) -> None:
        station.desk.walkin({"name": "Ali Veli", "organisation": "Press Club"})
        load(station, text_file(tmp_path, table({**ALI, "number": "", "country": "Japan"})))
        row = {**ALI, "number": "", "country": "Norway"}
        preview = again(station, tmp_path, row)

        assert shown(preview) == [("country", "Japan", "Norway", False)]
        assert preview.findings == ()

    def test_a_mark_that_was_taken_away_by_hand_stays_away(
        self, station: Station, tmp_path: Path
    ) -> None:
        row = {**ALI, "flags": "vip; no photo"}
        load(station, text_file(tmp_path, table(row)))
        ali = by_number(station)[1].id
        station.people.flag(ali, Flag.NO_PHOTO, on=False)
        station.people.flag(ali, Flag.CALL_LEAD, on=True)
        load(station, text_file(tmp_path, table(row)))

        assert set(by_number(station)[1].flags) == {"vip", "call_lead"}


class TestStatus:
    def test_who_was_approved_does_not_wait_again(self, station: Station, tmp_path: Path) -> None:
        row = {**ALI, "flags": "pending"}
        load(station, text_file(tmp_path, table(row)))
        station.people.approve(by_number(station)[1].id)
        load(station, text_file(tmp_path, table(row)))

        assert by_number(station)[1].status is Status.EXPECTED

    def test_a_cancelled_row_cancels_and_asks_where_they_are_in(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI, BEA)))
        station.desk.checkin(2, "entrance")
        rows = ({**ALI, "flags": "cancelled"}, {**BEA, "flags": "cancelled"})
        preview = again(station, tmp_path, *rows)

        assert codes_of(preview) == ["is_inside"]
        left = preview.answered(Answers().answered("is_inside", FindingAnswer.OTHER))
        assert (left.counts.changed, left.in_doubt) == (1, 0)
        preview.apply(accept=True)
        assert {d.status for d in station.roster.delegates()} == {Status.CANCELLED}

    def test_who_was_cancelled_by_a_list_and_is_back_is_asked(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table({**ALI, "flags": "cancelled"})))
        preview = again(station, tmp_path, ALI)

        assert codes_of(preview) == ["stays_cancelled"]
        preview.answered(Answers().answered("stays_cancelled", FindingAnswer.OTHER, [2])).apply()
        assert by_number(station)[1].status is Status.EXPECTED
        station.people.cancel(by_number(station)[1].id)
        assert codes_of(again(station, tmp_path, ALI)) == []


class TestGone:
    def test_who_is_gone_is_named_and_stays_or_is_cancelled(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI, BEA, CEM)))
        preview = again(station, tmp_path, ALI, CEM)

        assert [(gone.number, gone.name) for gone in preview.gone] == [(2, "Bea Lund")]
        with pytest.raises(FindingsInDoubt):
            preview.apply()
        leave = Answers().answered("gone", FindingAnswer.PROPOSED)
        assert preview.answered(leave).apply().batch is None
        applied = preview.answered(Answers().answered("gone", FindingAnswer.OTHER, [2])).apply()
        assert applied.cancelled == 1
        assert by_number(station)[2].status is Status.CANCELLED
        assert applied.batch is not None
        station.roster.undo(applied.batch)
        assert by_number(station)[2].status is Status.EXPECTED

    def test_another_list_of_the_event_makes_nobody_gone(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI, BEA, CEM)))
        station.desk.walkin({"name": "Walk In"})
        one_of_them = {**ALI, "number": "", "title": "Editor"}
        newcomer = {"name": "Dan Ito", "organisation": "Yuan", "title": ""}

        assert again(station, tmp_path, one_of_them, newcomer).gone == ()

    def test_a_row_that_is_left_out_makes_nobody_gone(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI, BEA, CEM)))
        preview = again(station, tmp_path, ALI, BEA, {**CEM, "category": "royalty"})
        out = preview.answered(Answers().answered("unknown_category", FindingAnswer.LEFT_OUT, [4]))

        assert (out.in_doubt, out.gone, out.counts.refused) == (0, (), 1)


class TestATicketThatChangesHands:
    def test_nothing_of_the_old_one_stays_with_the_new_one(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(MIRA)))
        preview = load(station, text_file(tmp_path, table(PETER)))

        assert codes_of(preview) == ["replaced", "handed_over"]
        mira, peter = station.roster.delegates()
        assert (mira.name, mira.status) == ("Mira Okabe", Status.CANCELLED)
        assert (peter.notes, peter.flags, peter.badge_name) == ("", (), "")
        verdict = station.desk.scan("TCK-1", "entrance")
        assert verdict.outcome is Outcome.ADMITTED
        assert verdict.person is not None
        assert verdict.person.name == "Peter Stone"
        assert again(station, tmp_path, PETER).apply().batch is None
        assert station.journal.verify().intact

    def test_the_ticket_goes_back_when_the_import_is_undone(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(MIRA)))
        before = station.people.card(station.roster.delegates()[0].id)
        batch = again(station, tmp_path, PETER).apply(accept=True).batch
        assert batch
        station.roster.undo(batch)

        (mira,) = station.roster.delegates()
        card = station.people.card(mira.id)
        assert (card.delegate, card.codes) == (before.delegate, before.codes)

    def test_that_it_is_one_person_can_be_said(self, station: Station, tmp_path: Path) -> None:
        load(station, text_file(tmp_path, table(MIRA)))
        preview = again(station, tmp_path, PETER)
        preview.answered(Answers().answered("handed_over", FindingAnswer.OTHER)).apply()

        (delegate,) = station.roster.delegates()
        assert (delegate.name, delegate.notes) == ("Peter Stone", "wheelchair")

    def test_the_name_in_another_script_is_no_other_person(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table({"code": "c", "name": "Wang Dan"})))
        preview = again(station, tmp_path, {"code": "c", "native_name": "王丹"})

        assert "handed_over" not in codes_of(preview)
        assert preview.counts.changed == 1

    def test_a_list_with_numbers_of_its_own_is_refused_as_a_whole(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI, BEA, CEM)))
        others = text_file(
            tmp_path,
            table({"number": "1", "name": "Dan Ito"}, {"number": "2", "name": "Eva Berg"}),
        )

        with pytest.raises(NumberedAnew, match="2 rows"):
            station.roster.read(others)
        preview = station.roster.read(others, ReadingOptions({"number": ""}))
        assert preview.counts.added == 2
        assert preview.apply().added == 2
        assert sorted(by_number(station)) == [1, 2, 3, 4, 5]


class TestAnswers:
    def test_each_row_of_a_kind_has_an_answer_of_its_own(
        self, station: Station, tmp_path: Path
    ) -> None:
        rows = [{"name": f"Person {n}", "category": "royalty"} for n in range(3)]
        preview = again(station, tmp_path, *rows)
        answers = Answers().answered("unknown_category", FindingAnswer.PROPOSED)
        answers = answers.answered("unknown_category", FindingAnswer.LEFT_OUT, [3])
        answered = preview.answered(answers)

        assert (preview.in_doubt, answered.in_doubt) == (3, 0)
        assert (answered.counts.added, answered.counts.refused) == (2, 1)
        answered.apply()
        assert [d.name for d in station.roster.delegates()] == ["Person 0", "Person 2"]

    def test_some_answers_leave_the_rest_open(self, station: Station, tmp_path: Path) -> None:
        rows = ({"name": "A", "category": "royalty"}, {"name": "B", "category": "royalty"})
        preview = again(station, tmp_path, *rows)
        partly = preview.answered(
            Answers().answered("unknown_category", FindingAnswer.PROPOSED, [2])
        )

        assert [finding.row for finding in partly.open] == [3]
        with pytest.raises(FindingsInDoubt):
            partly.apply()
        assert station.roster.delegates() == ()

    def test_a_namesake_can_be_taken_for_the_same_person(
        self, station: Station, tmp_path: Path
    ) -> None:
        load(station, text_file(tmp_path, table(ALI)))
        preview = again(station, tmp_path, {"name": "Ali Veli", "organisation": "Elsewhere"})

        assert (codes_of(preview), preview.counts.added) == (["same_name"], 1)
        preview.answered(Answers().answered("same_name", FindingAnswer.OTHER)).apply()
        assert [d.organisation for d in station.roster.delegates()] == ["Elsewhere"]


class TestErasedAndJoined:
    def test_an_old_list_does_not_bring_back_who_was_erased(
        self, station: Station, tmp_path: Path
    ) -> None:
        people = ({**ALI, "number": ""}, {**BEA, "number": ""})
        load(station, text_file(tmp_path, table(*people)))
        station.people.erase(by_number(station)[1].id)
        preview = load(station, text_file(tmp_path, table(*people)))

        assert codes_of(preview) == ["erased"]
        assert "Ali Veli" not in {d.display_name for d in station.roster.delegates()}
        with_number = again(station, tmp_path, ALI)
        assert (codes_of(with_number), with_number.counts.refused) == (["erased"], 1)

    def test_the_row_of_a_double_changes_neither_the_person_nor_their_number(
        self, station: Station, tmp_path: Path
    ) -> None:
        double = {"number": "4", "name": "A. Veli", "organisation": "Herald"}
        load(station, text_file(tmp_path, table(ALI, double)))
        ali, other = by_number(station)[1], by_number(station)[4]
        station.people.doubles.join(ali.id, other.id)
        assert again(station, tmp_path, ALI, double).apply().batch is None
        again(station, tmp_path, ALI, {**double, "title": "Dr"}).apply()

        (person,) = station.roster.delegates()
        assert (person.name, person.title) == ("Ali Veli", "")
        assert again(station, tmp_path, double).gone == ()
        station.people.doubles.part(other.id)
        assert by_number(station)[4].title == "Dr"
