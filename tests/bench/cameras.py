"""Camera benchmark: difficult frames, a film, latency from frame to verdict, memory over many frames."""

from __future__ import annotations

import random
import time
from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtMultimedia import QMediaPlayer
from PySide6.QtTest import QTest

from checkin import codes
from tests import camera_frames
from tests.bench.core import resident
from tests.bench.figures import share, single, spread
from tests.bench.stores import HALLS, say
from tests.bench.window import Painted, application, desk_page
from tests.ui.fake_camera import FRONT, FakeDevices, frame_of
from tests.ui.inline_background import InlineBackground
from ui.scanning.capture import decoding
from ui.scanning.capture.camera import Camera
from ui.scanning.capture.decoding import Effort
from ui.scanning.capture.frame_reader import FrameReader, look_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

    from tests.bench.context import Workshop
    from tests.bench.figures import Figure
    from tests.bench.stores import Room
    from ui.desk.page import DeskPage

HARD: Final = 500
VERDICTS: Final = 200
MANY: Final = 10_000
KNOWN: Final = 20  # distinct frames among the many
FILM: Final = 10  # codes, each shown for so many frames
HELD: Final = 12
PATIENCE_MS: Final = 60_000


def camera(workshop: Workshop) -> Iterator[Figure]:
    """All camera measurements."""
    application()
    say(f"looking at {HARD} hard frames")
    yield from hard(HARD)
    say("playing a film")
    yield film(workshop.home)
    with workshop.stores.opened(20_000) as room, desk_page(room) as page:
        say("holding codes up to the camera")
        yield spread(
            "frame to painted verdict", held_up(page, room), (25.0, 60.0), delegates=20_000
        )
    say(f"looking at {MANY:,} frames")
    yield memory(MANY)


def hard(count: int) -> Iterator[Figure]:
    """How many are decoded at first sight, how fast, and that nothing is misread."""
    right: Counter[str] = Counter()
    wrong, shown, took = 0, Counter[str](), []
    for hard_frame in camera_frames.hard_frames(count):
        frame = frame_of(hard_frame.image)
        shown[hard_frame.hardship] += 1
        began = time.perf_counter_ns()
        look = look_at(frame, Effort.FULL)
        took.append(time.perf_counter_ns() - began)
        texts = decoding.texts(look.symbols) if look else ()
        right[hard_frame.hardship] += hard_frame.code in texts
        wrong += sum(text != hard_frame.code for text in texts)
    parts = {name: f"{right[name]}/{many}" for name, many in shown.items()}
    yield share(
        "hard frames read at one look", 100 * right.total() / count, 70, frames=count, **parts
    )
    yield single("wrong texts in hard frames", "texts", wrong, 0)
    yield spread("one look at a hard frame", took, (8.0, 25.0))


def film(home: Path) -> Figure:
    """A film of codes held up one after another, played in real time; each is one scan."""
    dice = random.Random(5)  # noqa: S311 - the same film at every run
    texts = [codes.mint(b"f" * 32, dice.randbytes) for _ in range(FILM)]
    blank = camera_frames.scene(dice)
    images: list[Image.Image] = []
    for text in texts:
        images += [
            camera_frames.hard_frame(camera_frames.Hardship.ROTATED, text, dice).image
        ] * HELD
        images += [blank] * HELD
    path = home / "film.avi"
    camera_frames.write_film(path, images)
    eye, ended = FrameReader(InlineBackground()), list[object]()
    scans: list[str] = []
    eye.scanned.connect(scans.append)
    eye.open()
    player = QMediaPlayer()
    player.setVideoSink(eye.sink)
    player.mediaStatusChanged.connect(
        lambda status: ended.append(status) if status is QMediaPlayer.MediaStatus.EndOfMedia else 0
    )
    player.setSource(QUrl.fromLocalFile(str(path)))
    player.play()
    for _ in range(PATIENCE_MS // 20):
        if ended:
            break
        QTest.qWait(20)
    player.stop()
    eye.shut()
    wrong = [text for text in scans if text not in texts]
    facts = {"codes": FILM, "frames": len(images), "wrong": len(wrong), "scans": len(scans)}
    return share("codes read in a film", 100 * len({*scans} & {*texts}) / FILM, 100, **facts)


def held_up(page: DeskPage, room: Room) -> list[int]:
    """Latency from a frame with a code until the verdict is on the screen, and on the disk."""
    devices, seconds = FakeDevices(FRONT), [1_000.0]
    cameras: list[Camera] = []

    def make(background: object) -> Camera:
        made = Camera(page.background, devices)  # type: ignore[arg-type]
        made.eye.clock = lambda: seconds[0]
        cameras.append(made)
        return made

    page.camera.live.make = make
    page.camera.toggle()
    painted, samples = Painted(page.card), []
    dice = random.Random(3)  # noqa: S311 - the same codes at every run
    for at, code in enumerate(dice.sample(room.invitations, VERDICTS)):
        room.station.desk.fixed = HALLS[at % len(HALLS)]
        image = camera_frames.hard_frame(camera_frames.Hardship.PLAIN, code, dice).image
        seconds[0] += 2
        samples.append(painted.until(lambda image=image: devices.show(image)))  # type: ignore[misc]
        QTest.qWait(20)
    page.camera.toggle()
    return samples[5:]


def memory(count: int) -> Figure:
    """Memory growth in MiB after so many frames, since the first tenth of them."""
    eye = FrameReader(InlineBackground())
    eye.open()
    known = [frame_of(frame.image) for frame in camera_frames.hard_frames(KNOWN)]
    before = 0.0
    for at in range(count):
        eye.sink.setVideoFrame(known[at % KNOWN])
        if at == count // 10:
            before = resident()
    eye.shut()
    grown = resident() - before
    return single(
        "memory grown over frames", "MiB", grown, 8, frames=count, before_mib=round(before)
    )
