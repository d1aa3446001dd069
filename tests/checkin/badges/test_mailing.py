"""Invitations to be sent: who is chosen, what is in the files, and who was invited when."""

from __future__ import annotations

import csv
import email
import io
from dataclasses import replace
from email.policy import default
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image

from checkin.badges import BadgeGroup, InvitationText, MailingOptions, Whose
from checkin.domain import Flag, MailFormat, Role
from checkin.errors import NotAllowed, NotPossible
from tests import factories
from tests.checkin.paper_store import PaperStation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from checkin.badges import Mailing
    from checkin.domain import Delegate


@pytest.fixture
def at(tmp_path: Path) -> Iterator[PaperStation]:
    station = PaperStation(tmp_path)
    station.add(
        number=1, name="Furuya Keisuke", native_name="古屋 圭司", title="議員", language="ja",
        email="furuya@example.org", category="parliamentarian",
    )  # fmt: skip
    station.add(
        number=2, name="Adiljan Tohti", native_name="ئادىلجان توختى", language="ug",
        email="adil@example.org",
    )  # fmt: skip
    station.add(number=3, name="Ann O'Neil", title="Dr", language="fr", email="ann@example.org")
    station.add(number=4, name="No Address", email="")
    station.add(
        number=5, name="Gulnisa", language="ug", email="g@example.org",
        flags=[Flag.PROTECTED.value], organisation="Camp",
    )  # fmt: skip
    yield station
    station.station.close()


def mailing(at: PaperStation) -> Mailing:
    return at.station.mailing


def ids(*numbers: int) -> list[str]:
    return [f"{number:032x}" for number in numbers]


def mails(folder: Path) -> dict[str, EmailMessage]:
    found = {}
    for path in folder.glob("*.eml"):
        mail = email.message_from_bytes(path.read_bytes(), policy=default)
        found[str(mail["To"])] = mail
    return found


def read(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def numbers(delegates: tuple[Delegate, ...]) -> list[int]:
    return [delegate.number for delegate in delegates]


def test_each_is_written_to_in_their_language_with_their_code(
    at: PaperStation, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    done = mailing(at).write(ids(1, 2, 3, 4), out)
    assert (done.count, done.without_address) == (3, (4,))
    found = mails(out)
    assert set(found) == {
        "古屋 圭司 <furuya@example.org>",
        "ئادىلجان توختى <adil@example.org>",
        "Ann O'Neil <ann@example.org>",
    }
    french = found["Ann O'Neil <ann@example.org>"]
    assert "Dear Dr Ann O'Neil," in read(french)
    assert "古屋 圭司 議員" in read(found["古屋 圭司 <furuya@example.org>"])
    uyghur = read(found["ئادىلجان توختى <adil@example.org>"], "html")
    assert 'dir="rtl"' in uyghur
    (page,) = french.iter_attachments()
    assert page.get_content().startswith(b"%PDF")


def test_the_picture_in_a_mail_is_the_code_that_lets_in(at: PaperStation, tmp_path: Path) -> None:
    mailing(at).write(ids(3), tmp_path / "out")
    (mail,) = mails(tmp_path / "out").values()
    (picture,) = (part for part in mail.walk() if part.get_content_type() == "image/png")
    (symbol,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.get_content())).convert("L"))
    assert at.station.desk.scan(symbol.text, "entrance").person is not None
    assert symbol.text == factories.code(3)


def test_files_are_for_their_owner_and_tell_nothing_by_their_names(
    at: PaperStation, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    mailing(at).write(ids(1, 3), out)
    assert {path.stat().st_mode & 0o777 for path in out.iterdir()} == {0o600}
    assert out.stat().st_mode & 0o777 == 0o700
    assert not any("ann" in path.name.lower() for path in out.iterdir())


def test_a_folder_with_something_in_it_is_refused_and_nobody_is_invited(
    at: PaperStation, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "other").touch()
    with pytest.raises(NotPossible, match="not empty"):
        mailing(at).write(ids(1), tmp_path / "out")
    assert mailing(at).last_invitations() == {}


def test_a_merge_has_names_address_language_and_pictures(at: PaperStation, tmp_path: Path) -> None:
    out = tmp_path / "out"
    mailing(at).write(ids(1, 4), out, MailingOptions(MailFormat.CSV))
    with (out / "index.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = sorted(csv.DictReader(file), key=lambda row: row["number"])
    assert (first["name"], first["address"], first["language"]) == (
        "古屋 圭司",
        "古屋 圭司 議員",
        "ja",
    )
    assert second["name"] == "No Address"
    assert (out / first["picture"]).read_bytes().startswith(b"\x89PNG")


def test_protected_people_leave_only_on_a_second_yes_and_without_their_name(
    at: PaperStation, tmp_path: Path
) -> None:
    assert numbers(mailing(at).choose(Whose()).protected) == [5]
    done = mailing(at).write(ids(3, 5), tmp_path / "first")
    assert (done.count, done.protected) == (1, (5,))
    with pytest.raises(NotPossible):
        mailing(at).write(ids(5), tmp_path / "none")
    mailing(at).write(ids(5), tmp_path / "second", MailingOptions(protected=True))
    (path,) = (tmp_path / "second").glob("*.eml")
    assert "Gulnisa" not in str(email.message_from_bytes(path.read_bytes(), policy=default))


@pytest.mark.parametrize(
    "change", [{"name": "Ann Neil"}, {"email": "new@example.org"}, {"language": "ja"}]
)
def test_an_invitation_is_outdated_by_a_correction_of_what_it_says(
    at: PaperStation, tmp_path: Path, change: dict[str, str]
) -> None:
    mailing(at).write(ids(1, 3), tmp_path / "out")
    assert {invited.outdated for invited in mailing(at).last_invitations().values()} == {False}
    at.clock.forward(1)
    at.station.people.correct(ids(3)[0], {"notes": "vegetarian"})
    assert mailing(at).choose(Whose(BadgeGroup.CHANGED)).delegates == ()
    at.station.people.correct(ids(3)[0], change)
    assert numbers(mailing(at).choose(Whose(BadgeGroup.CHANGED)).delegates) == [3]
    at.clock.forward(1)
    mailing(at).write(ids(3), tmp_path / "again")
    assert mailing(at).choose(Whose()).outdated == 0


def test_a_new_code_outdates_an_invitation(at: PaperStation, tmp_path: Path) -> None:
    mailing(at).write(ids(3), tmp_path / "out")
    at.station.people.revoke_code(factories.code(3))
    assert mailing(at).last_invitations()[ids(3)[0]].outdated


def test_who_is_not_invited_yet_can_be_chosen(at: PaperStation, tmp_path: Path) -> None:
    mailing(at).write(ids(1), tmp_path / "out")
    found = mailing(at).choose(Whose(BadgeGroup.UNPRINTED))
    assert (numbers(found.delegates), found.uninvited) == ([2, 3, 4, 5], 4)
    mailing(at).write(ids(2), tmp_path / "trial", MailingOptions(noted=False))
    assert mailing(at).choose(Whose()).uninvited == 4


def test_the_organisers_own_text_is_kept_and_used(at: PaperStation, tmp_path: Path) -> None:
    written = mailing(at).correspondence()
    own = InvitationText("{event}: {name}", "Hello {address}, number {number}.")
    texts = {**written.texts, "en": own}
    mailing(at).set_correspondence(replace(written, texts=texts, sender="office@example.org"))
    at.reopen()
    assert mailing(at).correspondence().texts["en"] == own
    mailing(at).write(ids(3), tmp_path / "out")
    (mail,) = mails(tmp_path / "out").values()
    assert (mail["From"], mail["Subject"]) == (
        "office@example.org",
        "International Forum: Ann O'Neil",
    )
    assert "Hello Dr Ann O'Neil, number 003." in read(mail)


@pytest.mark.parametrize("body", ["Dear {nmae}", "{extras[password]}", "{name.__class__}"])
def test_a_wrong_placeholder_is_named_and_nothing_is_saved(at: PaperStation, body: str) -> None:
    written = mailing(at).correspondence()
    wrong = {**written.texts, "en": InvitationText("Hello", body)}
    with pytest.raises(NotPossible, match="There is no placeholder"):
        mailing(at).set_correspondence(replace(written, texts=wrong))
    assert mailing(at).correspondence() == written


def test_no_name_writes_a_header_of_its_own(at: PaperStation, tmp_path: Path) -> None:
    at.add(number=9, name="Eve\r\nBcc: all@example.org", email="eve@example.org")
    mailing(at).write(ids(9), tmp_path / "out")
    (mail,) = mails(tmp_path / "out").values()
    assert mail["Bcc"] is None


def test_a_volunteer_invites_nobody(at: PaperStation, tmp_path: Path) -> None:
    at.station.shift.role = Role.VOLUNTEER
    with pytest.raises(NotAllowed):
        mailing(at).write(ids(1), tmp_path / "out")
    with pytest.raises(NotAllowed):
        mailing(at).choose(Whose())


def test_an_erased_delegate_was_never_invited(at: PaperStation, tmp_path: Path) -> None:
    mailing(at).write(ids(3), tmp_path / "out")
    at.station.people.erase(ids(3)[0])
    assert mailing(at).last_invitations() == {}
