"""What an import of photographs has done, in words (summary message)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkin.language import Language
    from checkin.photos.photos import PhotoImport


def told(done: PhotoImport, tr: Language) -> list[str]:
    """What has become of the pictures, a sentence for each thing."""
    counted = [
        tr.plural("{n} photograph is new.", "{n} photographs are new.", done.added),
        tr.plural("{n} delegate has none.", "{n} delegates have none.", done.without),
    ]
    if done.left_out:
        counted.append(
            tr.plural(
                "{n} picture was left out: none is kept of them.",
                "{n} pictures were left out: none is kept of them.",
                done.left_out,
            )
        )
    unknown = [tr.text("Nobody answers to {name}.", name=name) for name in done.unknown]
    damaged = [tr.text("{name} is no picture.", name=name) for name in done.damaged]
    return [*counted, *unknown, *damaged]
