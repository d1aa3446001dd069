"""Compiles each gettext catalogue (.po to .mo). Imports nothing of Uketsuke, so that the set-up works
even while the code is broken."""

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

# Stands in the catalogue's header instead of now: whoever compiles it makes the same bytes.
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
CATALOGUES = Path(__file__).resolve().parent.parent / "resources" / "translations"


def compile_all(folder: Path) -> None:
    for po in folder.glob("*/LC_MESSAGES/*.po"):
        with po.open("rb") as source:
            catalogue = read_po(source)
        catalogue.creation_date = catalogue.revision_date = ALWAYS
        # Replaced atomically: an open window may be reading it.
        fresh = po.with_suffix(".mo.new")
        with fresh.open("wb") as target:
            write_mo(target, catalogue)
        fresh.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    compile_all(CATALOGUES)
