"""OpenSSL inside the installed packages (bundled libraries): which, and how old; the system's updates do not reach it."""

from __future__ import annotations

import importlib.metadata
import mmap
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OLD: Final = timedelta(days=365)
PACKAGES: Final = (
    "cryptography",
    "sqlcipher3",
    "psycopg-binary",
    "PySide6-Essentials",
    "PySide6-Addons",
)
_LINKED_IN: Final = frozenset({"cryptography", "sqlcipher3"})  # statically, in their own modules
_LIBRARY: Final = re.compile(r"\.(so|dylib|pyd|dll)(\.|$)")
_MONTHS: Final = "JanFebMarAprMayJunJulAugSepOctNovDec"
_VERSION: Final = re.compile(
    rb"OpenSSL (\d+\.\d+\.\d+\w*) +(\d{1,2} "
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4})\b"
)


@dataclass(frozen=True, slots=True)
class BundledOpenSsl:
    """One OpenSSL: in which package, its version, and when that was released."""

    package: str
    version: str
    released: date


def found(packages: Iterable[str] = PACKAGES) -> tuple[BundledOpenSsl, ...]:
    """What is inside the packages that are installed here. Reads some 40 MB."""
    here = {
        BundledOpenSsl(package, *version)
        for package in packages
        for path in _libraries(package)
        for version in versions(path)
    }
    return tuple(sorted(here, key=lambda each: (each.package, each.released)))


def old(bundled: Iterable[BundledOpenSsl], today: date) -> tuple[BundledOpenSsl, ...]:
    """Those that are a year old: each year of OpenSSL had faults that were mended in the next."""
    return tuple(each for each in bundled if today - each.released >= OLD)


def versions(path: Path) -> Iterator[tuple[str, date]]:
    """Versions of OpenSSL that a library names, with the day of each: `OpenSSL 3.6.0 1 Oct 2025`."""
    if not path.is_file() or not path.stat().st_size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for number, day in dict.fromkeys(_VERSION.findall(content)):
            yield number.decode(), released(day.decode())


def released(day: str) -> date:
    """The day of a version: `1 Oct 2025`, with the English names of months in every locale."""
    number, month, year = day.split()
    return date(int(year), _MONTHS.index(month) // 3 + 1, int(number))


def day_of(now: int) -> date:
    """The day of a time in UTC milliseconds."""
    return datetime.fromtimestamp(now / 1000, UTC).date()


def _libraries(package: str) -> Iterator[Path]:
    try:
        files = importlib.metadata.files(package) or []
    except importlib.metadata.PackageNotFoundError:
        return
    for file in files:
        if not _LIBRARY.search(file.name):
            continue
        if package in _LINKED_IN or "crypto" in file.name or "ssl" in file.name:
            yield Path(str(file.locate()))
