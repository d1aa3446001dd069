"""Benchmark of bundles: ten thousand entries written, and taken in by another desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from checkin import bundle
from checkin.domain import Tier
from checkin.journal import delegate_changed
from tests import factories
from tests.bench.figures import seconds, single
from tests.bench.stores import say
from tests.several_desks import stations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.context import Workshop
    from tests.bench.figures import Figure

ENTRIES: Final = 10_000
AT_ONCE: Final = 500


def bundles(workshop: Workshop) -> Iterator[Figure]:
    """The core's part of sync by a stick."""
    folder = workshop.home / "bundles"
    folder.mkdir()
    with stations(folder, [Tier.DESK]) as (first, second):
        for start in range(0, ENTRIES, AT_ONCE):
            drafts = [
                delegate_changed(
                    f"{number:032x}",
                    factories.delegate_fields(number=number, name=f"Delegate {number}"),
                )
                for number in range(start, start + AT_ONCE)
            ]
            with first.store.write() as connection:
                first.journal.append_many(connection, drafts)
        say(f"a bundle of {ENTRIES:,} entries")
        path = folder / "bundle"
        took, _ = seconds(bundle.write, first.exchange, path)
        size = path.stat().st_size
        yield single("write a bundle", "s", took, 2.0, entries=ENTRIES, bytes=size)
        took, _ = seconds(bundle.read, second.exchange, path)
        yield single("read a bundle", "s", took, 4.0, entries=ENTRIES)
        took, _ = seconds(bundle.read, second.exchange, path)
        yield single("read a bundle again", "s", took, entries=ENTRIES)
