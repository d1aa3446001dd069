"""Synthesises the five sounds of the desk into resources/sounds; run it again after changing a note.

A volunteer hears the kind of an outcome without looking up, in a noisy hall next to other desks. So the
five differ in contour and rhythm, not only in pitch: without an ear for pitch one still counts notes.
Deterministic: the same notes give the same bytes.
"""

import math
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

RATE = 44_100
PEAK = 0.55  # of full scale: loud enough for a laptop's speaker, no clipping when tones add up
ATTACK = 0.008  # seconds; a hard start clicks
RELEASE = 0.045
OVERTONES = (
    (1, 1.0),
    (2, 0.35),
    (3, 0.16),
    (4, 0.05),
)  # soft, yet small speakers carry the low one


@dataclass(frozen=True)
class Note:
    """One tone; with `bend` it glides to another pitch, in hertz."""

    start: float
    length: float
    pitch: float
    bend: float | None = None


SOUNDS: dict[str, tuple[Note, ...]] = {
    "welcome": (Note(0.0, 0.13, 659.26), Note(0.10, 0.22, 987.77)),  # E5 up to B5
    "leave": (Note(0.0, 0.13, 987.77), Note(0.10, 0.22, 659.26)),  # B5 down to E5
    "again": (Note(0.0, 0.10, 587.33), Note(0.16, 0.14, 587.33)),  # D5 twice, a gap between
    "stop": (Note(0.0, 0.38, 329.63, 196.00),),  # one tone sliding from E4 down to G3
    "ask": (  # G4 up to C5, back to A4: a question
        Note(0.0, 0.11, 392.00),
        Note(0.11, 0.11, 523.25),
        Note(0.22, 0.17, 440.00),
    ),
}


def loudness(at: float, length: float) -> float:
    """The envelope: rises as a quarter sine, decays, and fades out."""
    rise = math.sin(min(at / ATTACK, 1.0) * math.pi / 2)
    fall = math.sin(min(max(length - at, 0.0) / RELEASE, 1.0) * math.pi / 2)
    return rise * fall * math.exp(-1.6 * at / length)


def tone(note: Note) -> list[float]:
    """The samples of one note; the phase is accumulated so that a glide has no steps."""
    samples = []
    phase = 0.0
    count = round(note.length * RATE)
    for index in range(count):
        done = index / count
        pitch = note.pitch if note.bend is None else note.pitch * (note.bend / note.pitch) ** done
        value = sum(share * math.sin(phase * times) for times, share in OVERTONES)
        samples.append(value * loudness(index / RATE, note.length))
        phase += 2 * math.pi * pitch / RATE
    return samples


def mix(notes: tuple[Note, ...]) -> bytes:
    """16-bit mono samples of all notes mixed, normalised to the same peak for every sound."""
    end = max(note.start + note.length for note in notes)
    total = [0.0] * round(end * RATE)
    for note in notes:
        first = round(note.start * RATE)
        for index, value in enumerate(tone(note), first):
            if index < len(total):
                total[index] += value
    loudest = max(abs(value) for value in total)
    return b"".join(
        round(value / loudest * PEAK * 32_767).to_bytes(2, "little", signed=True) for value in total
    )


def write(folder: Path) -> None:
    """Writes NAME.wav for each sound; overwrites existing files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(mix(notes))


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent / "resources" / "sounds"
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else here)
