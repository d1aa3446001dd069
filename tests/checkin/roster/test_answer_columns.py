"""Columns that say who comes, and columns of yes and no that become marks."""

from __future__ import annotations

import pytest

from checkin.roster import Answers, FindingAnswer, FindingCode, ReadingOptions
from tests.checkin.roster.reading_files import come, lines


class TestStatus:
    @pytest.mark.parametrize(
        ("heading", "words"),
        [
            ("Status", ("Paid", "Pending", "Canceled")),
            ("Attendee Status", ("Attending", "Unpaid", "Not Attending")),
            ("Registration state", ("Completed", "Awaiting payment", "Withdrawn")),
            ("Order status", ("complete", "Pending (overdue)", "Rejected")),
            ("Will you attend? (Yes/No)", ("Yes", "Maybe", "No")),
            ("出欠", ("○", "△", "×")),
            ("状態", ("承認済み", "未入金", "キャンセル")),
            ("狀態", ("已確認", "候補", "取消")),
            ("ھالىتى", ("قاتنىشىدۇ", "كۈتۈۋاتىدۇ", "قاتناشمايدۇ")),
            ("Anmeldestatus", ("Bestätigt", "Warteliste", "Abgesagt")),
            ("Statut", ("Confirmé", "En attente", "Annulé")),
        ],
    )
    def test_a_column_that_says_who_comes_is_read(
        self, heading: str, words: tuple[str, ...]
    ) -> None:
        rows = (f"{name},{word}" for name, word in zip("ABC", words, strict=True))
        found = come(lines(f"Name,{heading}", *rows))

        assert found.columns["status"] == heading
        assert [found.status(name) for name in "ABC"] == ["expected", "pending", "cancelled"]
        assert (found.codes, found.doubts) == (["status_read"], set())

    @pytest.mark.parametrize(
        ("heading", "no"),
        [
            ("Paid", "pending"),
            ("Approved", "pending"),
            ("Attending", "cancelled"),
            ("Bezahlt", "pending"),
        ],
    )
    def test_no_means_what_the_question_asks(self, heading: str, no: str) -> None:
        found = come(lines(f"Name,{heading}", "A,Yes", "B,no", "C,"))

        assert [found.status(name) for name in "ABC"] == ["expected", no, "expected"]

    def test_a_yes_to_a_cancellation_cancels(self) -> None:
        found = come(lines("Name,Cancelled", "A,yes", "B,no"))

        assert [found.status(name) for name in "AB"] == ["cancelled", "expected"]

    def test_an_unknown_word_is_asked_once_and_lets_nobody_in(self) -> None:
        found = come(lines("氏名,出欠", "A,代理", "B,代理", "C,出席"))

        assert [found.status(name) for name in "ABC"] == ["pending", "pending", "expected"]
        assert found.codes.count("status_pending") == 1
        assert found.doubts == {"status_pending"}

    def test_a_known_word_in_a_text_is_proposed_and_asked(self) -> None:
        found = come(
            lines("Name,Status", "A,Accreditation pending", "B,Has declined by phone", "C,ok")
        )

        assert [found.status(name) for name in "ABC"] == ["pending", "cancelled", "expected"]
        assert found.doubts == {"status_pending", "status_cancelled"}

    def test_an_answered_word_is_not_asked_again(self) -> None:
        choice = ReadingOptions(statuses={"代理": "expected"})
        found = come(lines("氏名,出欠", "A,代理"), choice)

        assert (found.status("A"), found.doubts) == ("expected", set())

    def test_unknown_words_can_be_taken_the_other_way(self) -> None:
        other = Answers().answered(FindingCode.STATUS_PENDING, FindingAnswer.OTHER)

        assert come(lines("氏名,出欠", "A,代理"), answers=other).status("A") == "expected"

    def test_a_column_of_free_text_is_no_status(self) -> None:
        rows = [f"P{row},text number {chr(97 + row)}" for row in range(12)]
        found = come(lines("Name,Status", *rows))

        assert found.status("P3") == "expected"
        assert found.people["P3"].extras["Status"] == "text number d"
        assert found.doubts == {"status_unreadable"}

    def test_a_list_on_which_nobody_may_come_is_asked(self) -> None:
        assert come(lines("Name,Status", "A,Pending")).doubts == {"nobody_expected"}

    def test_what_is_said_of_each_day_cancels_who_comes_on_none(self) -> None:
        found = come(lines("氏名,出欠 10/30,出欠 10/31", "A,○,×", "B,×,×", "C,代理,×"))

        assert [found.status(name) for name in "ABC"] == ["expected", "cancelled", "expected"]
        assert found.people["A"].extras == {"出欠 10/30": "○", "出欠 10/31": "×"}
        assert found.doubts == {"status_of_days"}

    def test_a_check_in_is_no_status(self) -> None:
        found = come(lines("Name,Check-In Status,Checked in", "A,Not checked in,No"))

        assert "status" not in found.columns

    @pytest.mark.parametrize(
        ("heading", "answers", "marks"),
        [
            ("Requires special attention", ("Yes", "No", ""), (("attention",), (), ())),
            ("Photo consent", ("Yes", "No", "From behind"), ((), ("no_photo",), ("ask_consent",))),
            ("撮影可否", ("可", "不可", ""), ((), ("no_photo",), ())),
            ("Head of delegation", ("checked", "", ""), (("delegation_head",), (), ())),
            ("Focal point", ("yes", "no", ""), (("delegation_contact",), (), ())),
            ("Contact person (y/n)", ("y", "n", ""), (("delegation_contact",), (), ())),
            ("ご担当者", ("○", "", ""), (("delegation_contact",), (), ())),
            ("聯絡窗口", ("是", "否", ""), (("delegation_contact",), (), ())),
            ("ئالاقىلىشىش ئادىمى", ("ھەئە", "ياق", ""), (("delegation_contact",), (), ())),
            ("Ansprechpartner", ("ja", "nein", ""), (("delegation_contact",), (), ())),
            ("Point focal", ("oui", "non", ""), (("delegation_contact",), (), ())),
        ],
    )
    def test_yes_and_no_become_marks(
        self, heading: str, answers: tuple[str, ...], marks: tuple[tuple[str, ...], ...]
    ) -> None:
        rows = (f"{name},Uni,{answer}" for name, answer in zip("ABC", answers, strict=True))
        found = come(lines(f"Name,Organisation,{heading}", *rows))

        assert tuple(found.people[name].flags for name in "ABC") == marks
        assert "marks_read" in found.codes

    def test_a_column_with_the_name_of_the_contact_person_marks_nobody(self) -> None:
        found = come(lines("Name,Organisation,Contact person", "A,Uni,Ben Ito", "B,Uni,yes"))

        assert found.people["A"].flags == found.people["B"].flags == ()
        assert found.people["A"].extras["Contact person"] == "Ben Ito"
