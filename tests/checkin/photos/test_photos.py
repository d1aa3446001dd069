"""Photographs: whose a picture is, what is kept of it, who sees it, and that it goes with the person."""

from __future__ import annotations

import io
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from PIL import Image

from checkin import schema
from checkin.domain import Flag, Manner, Question, Role, Tier
from checkin.errors import BadFile, NotAllowed, NotFound, NotPossible
from checkin.journal import delegate_changed, photo_set
from checkin.layout.model import Side
from checkin.layout.starters import Starter, put_on
from checkin.photos.shrinking import LARGEST, shrunk
from checkin.photos.sources import pictures_in
from tests import several_desks
from tests.store_copies import (
    ADA,
    BEN,
    CHIO,
    EXTERNAL_CODE,
    FAY,
    HANA,
    identifier,
    invitation,
)

if TYPE_CHECKING:
    from pathlib import Path

    from checkin.station import Station
    from tests.factories import Clock


def picture(colour: str = "navy", size: tuple[int, int] = (900, 600), form: str = "JPEG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, form)
    return out.getvalue()


def photo_of(station: Station, number: int) -> bytes | None:
    return station.desk.look_up.photograph(identifier(number))


def test_a_picture_is_made_small_and_upright_and_loses_what_the_camera_said() -> None:
    turned = Image.effect_noise((1200, 800), 90).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "a camera"
    out = io.BytesIO()
    turned.save(out, "JPEG", exif=exif)
    bad = (b"GIF89a", out.getvalue()[:2000] and b"\xff\xd8 damaged")
    photo, *none = shrunk([out.getvalue(), *bad])
    assert photo is not None
    assert len(photo) <= LARGEST
    assert b"a camera" not in photo
    small = Image.open(io.BytesIO(photo))
    assert (small.width <= 360, small.height <= 480, small.height > small.width) == (True,) * 3
    assert none == [None, None]


def test_a_file_is_named_by_number_code_e_mail_or_what_a_column_says(
    station: Station, tmp_path: Path
) -> None:
    with station.store.write() as connection:
        station.journal.append(
            connection, delegate_changed(identifier(CHIO), {"extras": {"Photo": "IMG_17.jpg"}})
        )
    folder = tmp_path / "photos"
    folder.mkdir()
    names = (f"{ADA:03}.JPG", f"{invitation(BEN)}.jpg", "img_17.jpg", "hana@example.org.png")
    for colour, name in zip(("red", "green", "blue", "white"), names, strict=True):
        form = "PNG" if name.endswith("png") else "JPEG"
        (folder / name).write_bytes(picture(colour, form=form))
    (folder / "9999.jpg").write_bytes(picture())
    (folder / f"{FAY}.jpg").write_bytes(b"no picture")
    (folder / "list.txt").write_text("x")
    done = station.photos.import_from(folder, column="photo")
    assert (done.added, done.unknown, done.damaged) == (4, ("9999.jpg",), (f"{FAY}.jpg",))
    assert all(photo_of(station, number) for number in (ADA, BEN, CHIO, HANA))
    again = station.photos.import_from(folder, column="photo")
    assert (again.added, again.unchanged) == (0, 4)
    assert station.journal.verify().intact


def test_an_archive_is_read_too_and_another_picture_replaces_the_first(
    station: Station, tmp_path: Path
) -> None:
    archive = tmp_path / "photos.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(f"day 1/{EXTERNAL_CODE}.jpg", picture("red"))
        made.writestr("../../2.png", picture("green", form="PNG"))
    assert station.photos.import_from(archive).added == 2
    first = photo_of(station, HANA)
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr(f"{HANA}.jpg", picture("blue"))
    station.photos.import_from(archive)
    assert photo_of(station, HANA) not in {first, None}
    station.photos.remove(identifier(HANA))
    assert photo_of(station, HANA) is None
    for name, content in (("list.txt", b"x"), ("empty.zip", b"PK\5\6" + bytes(18))):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadFile):
            station.photos.import_from(tmp_path / name)


@pytest.mark.parametrize("flag", [Flag.PROTECTED, Flag.NO_PHOTO])
def test_of_who_must_not_be_shown_none_is_kept_and_an_older_one_is_not_shown(
    station: Station, tmp_path: Path, flag: Flag
) -> None:
    (tmp_path / f"{ADA}.jpg").write_bytes(picture())
    station.photos.import_from(tmp_path)
    station.people.flag(identifier(ADA), flag, on=True)
    assert photo_of(station, ADA) is None
    (tmp_path / f"{ADA}.jpg").write_bytes(picture("red"))
    done = station.photos.import_from(tmp_path)
    assert (done.added, done.left_out) == (0, 1)


def test_no_photograph_stands_where_no_name_does(station: Station, tmp_path: Path) -> None:
    (tmp_path / f"{ADA}.jpg").write_bytes(picture())
    station.photos.import_from(tmp_path)
    station.desk.hide_names(on=True)
    assert photo_of(station, ADA) is None


def test_badges_show_what_is_kept(station: Station, tmp_path: Path) -> None:
    (tmp_path / f"{ADA}.jpg").write_bytes(picture())
    station.photos.import_from(tmp_path)
    board = station.badges.board
    composer = board.composer("badge-91x55")
    everyone = [station.people.card(identifier(number)).delegate for number in (ADA, BEN)]
    assert [subject.photo for subject in board.subjects(everyone, composer)] == [None, None]
    draft = board.composer(put_on(composer.layout, Starter.PHOTO, Side.FRONT))
    shown = [subject.photo is not None for subject in board.subjects(everyone, draft)]
    assert shown == [True, False]


def test_desks_have_it_doors_do_not_and_erasing_destroys_it_everywhere(
    tmp_path: Path, clock: Clock
) -> None:
    tiers = [Tier.DESK, Tier.DOOR]
    with several_desks.stations(tmp_path, tiers, clock) as (first, desk, door):
        ada = first.desk.walkin({"name": "Ada"}, approved=True)
        folder = tmp_path / "photos"
        folder.mkdir()
        (folder / f"{ada.number}.jpg").write_bytes(picture())
        first.photos.import_from(folder)
        for other in (desk, door):
            several_desks.tell(first, other)
        assert desk.desk.look_up.photograph(ada.id)
        first.people.erase(ada.id)
        # What another desk had written before it heard of that comes late.
        with first.store.write() as connection:
            first.journal.append(connection, photo_set(ada.id, b"\xff\xd8\xff\xe0"))
        for other in (desk, door):
            several_desks.tell(first, other)
        for station in (first, desk, door):
            assert photographs(station) == []
            assert sealed_photographs(station) == 0


def photographs(station: Station) -> list[str]:
    with station.store.read() as connection:
        return list(connection.scalars(sa.select(schema.photo.c.photo)))


def sealed_photographs(station: Station) -> int:
    """The entries that hold one still."""
    entry = schema.entry.c
    query = sa.select(sa.func.count()).where(
        entry.kind == "photo_set", entry.desk_section.is_not(None)
    )
    with station.store.read() as connection:
        return connection.scalar(query) or 0


# Taken at the desk.


def two_colours(left: str, middle: str, size: tuple[int, int] = (1280, 720)) -> bytes:
    """Its middle, 3 wide and 4 high, is of one colour, what lies beside it of another."""
    whole = Image.new("RGB", size, left)
    wide = min(size[0], size[1] * 3 // 4)
    high = min(size[1], size[0] * 4 // 3)
    part = Image.new("RGB", (wide, high), middle)
    whole.paste(part, ((size[0] - wide) // 2, (size[1] - high) // 2))
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("size", [(1280, 720), (640, 480), (480, 640), (400, 900), (120, 90)])
def test_a_picture_taken_at_the_desk_is_cut_to_the_frame_that_was_shown(
    station: Station, size: tuple[int, int]
) -> None:
    station.photos.take(identifier(ADA), two_colours("red", "lime", size))
    photo = photo_of(station, ADA)
    assert photo is not None
    assert len(photo) <= LARGEST
    kept = Image.open(io.BytesIO(photo))
    assert kept.width / kept.height == pytest.approx(3 / 4, abs=0.02)
    assert kept.height <= 480
    for place in ((0.06, 0.06), (0.94, 0.06), (0.06, 0.94), (0.94, 0.94)):
        red, green, _ = kept.getpixel((int(kept.width * place[0]), int(kept.height * place[1])))  # type: ignore[misc]
        assert green > 150 > red


def test_the_picture_taken_last_replaces_the_one_before_also_an_imported_one(
    station: Station, tmp_path: Path
) -> None:
    (tmp_path / f"{ADA}.jpg").write_bytes(picture("red"))
    station.photos.import_from(tmp_path)
    imported = photo_of(station, ADA)
    station.photos.take(identifier(ADA), picture("navy"))
    taken = photo_of(station, ADA)
    assert taken not in {imported, None}
    assert station.journal.verify().intact
    station.journal.rebuild()
    assert photo_of(station, ADA) == taken
    station.photos.remove(identifier(ADA))
    assert photo_of(station, ADA) is None


@pytest.mark.parametrize("flag", [Flag.PROTECTED, Flag.NO_PHOTO])
def test_of_who_must_not_be_shown_none_is_taken(station: Station, flag: Flag) -> None:
    station.people.flag(identifier(ADA), flag, on=True)
    with pytest.raises(NotPossible, match="no photograph is kept"):
        station.photos.take(identifier(ADA), picture(), agreed=True)
    assert sealed_photographs(station) == 0


def test_who_is_to_be_asked_is_asked_before_a_photograph_is_kept(station: Station) -> None:
    photos, ada = station.photos, identifier(ADA)
    station.people.flag(ada, Flag.ASK_CONSENT, on=True)
    assert photos.asks_consent(ada)
    with pytest.raises(NotPossible, match="Ask them first"):
        photos.take(ada, picture())
    photos.take(ada, picture(), agreed=True)
    assert photo_of(station, ADA) is not None


def test_who_has_answered_at_the_desk_is_not_asked_again(station: Station) -> None:
    ada, question = identifier(ADA), frozenset([Question.CONSENT])
    station.people.flag(ada, Flag.ASK_CONSENT, on=True)
    station.desk.checkin(ADA, how=Manner(answers=question))
    assert not station.photos.asks_consent(ada)
    station.photos.take(ada, picture())
    assert photo_of(station, ADA) is not None


def test_leads_and_organisers_take_photographs_volunteers_do_not(station: Station) -> None:
    station.shift.role = Role.LEAD
    station.photos.take(identifier(ADA), picture())
    for alter in (
        lambda: station.photos.take(identifier(BEN), picture()),
        lambda: station.photos.remove(identifier(ADA)),
    ):
        station.shift.role = Role.VOLUNTEER
        with pytest.raises(NotAllowed):
            alter()
    station.shift.role = Role.LEAD
    station.desk.hide_names(on=True)
    with pytest.raises(NotAllowed):
        station.photos.take(identifier(BEN), picture())


def test_what_is_no_picture_and_nobody_change_nothing(station: Station) -> None:
    for bad in (b"", b"no picture", picture()[:200]):
        with pytest.raises(NotPossible, match="cannot be read"):
            station.photos.take(identifier(ADA), bad)
    with pytest.raises(NotFound):
        station.photos.take("0" * 32, picture())
    assert sealed_photographs(station) == 0


def test_a_badge_that_is_printed_afterwards_has_it(station: Station) -> None:
    board = station.badges.board
    composer = board.composer("badge-91x55")
    draft = board.composer(put_on(composer.layout, Starter.PHOTO, Side.FRONT))
    person = [station.people.card(identifier(ADA)).delegate]
    assert [subject.photo for subject in board.subjects(person, draft)] == [None]
    station.photos.take(identifier(ADA), two_colours("red", "lime"))
    (subject,) = board.subjects(person, draft)
    assert subject.photo is not None
    middle = subject.photo.data[len(subject.photo.data) // 2 :][:3]
    assert middle[1] > 150 > middle[0]


# A folder or an archive that was made to do harm.


def test_only_ordinary_pictures_of_a_folder_are_read(station: Station, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "1.jpg").write_bytes(picture())
    (folder / "3.jpg").symlink_to(tmp_path / "elsewhere.jpg")
    (tmp_path / "elsewhere.jpg").write_bytes(picture())
    (folder / "2.png").symlink_to("/dev/zero")
    os.mkfifo(folder / "4.jpg")
    (folder / "5.jpg").mkdir()
    with pictures_in(folder) as found:
        assert [file.name for file in found] == ["1.jpg"]


def test_an_archive_that_lies_or_unpacks_to_far_more_costs_those_pictures(tmp_path: Path) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("1.jpg", picture())
        archive.writestr("2.png", bytes(21_000_000))  # 20 kB of a file
        archive.writestr("../../3.jpg", picture())
    # The directory says that the large one has ten bytes.
    raw = path.read_bytes().replace((21_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(raw)
    with pictures_in(path) as found:
        assert [file.name for file in found] == ["1.jpg", "2.png", "3.jpg"]
        sizes = []
        for file in found:
            try:
                sizes.append(len(file.read() or b""))
            except zipfile.BadZipFile:
                sizes.append(-1)
    assert sizes[0] == sizes[2] == len(picture())
    assert sizes[1] <= 10


def test_an_archive_of_too_many_pictures_or_of_archives_is_refused(tmp_path: Path) -> None:
    many, nested = tmp_path / "many.zip", tmp_path / "nested.zip"
    with zipfile.ZipFile(many, "w") as archive:
        for at in range(25_001):
            archive.writestr(f"{at}.jpg", b"")
    with zipfile.ZipFile(nested, "w") as archive:
        archive.writestr("photos.zip", many.read_bytes())
    for path in (many, nested):
        with pytest.raises(BadFile), pictures_in(path):
            pass


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_a_damaged_picture_in_an_archive_costs_that_picture(
    station: Station, tmp_path: Path, method: int
) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr(f"{ADA}.jpg", picture())
        archive.writestr(f"{BEN}.jpg", picture("red"))
    raw = bytearray(path.read_bytes())
    at = raw.rindex(f"{BEN}.jpg".encode(), 0, raw.index(b"PK\1\2")) + len(f"{BEN}.jpg")
    raw[at : at + 60] = bytes(range(60))
    path.write_bytes(raw)
    done = station.photos.import_from(path)
    assert photo_of(station, ADA) is not None
    assert photo_of(station, BEN) is None
    assert done.damaged == (f"{BEN}.jpg",)
