"""Makes the documents for people at an event as PDF: `python -m tools.make_docs FOLDER`.

The page for volunteers and the sheet for incidents in every language; the handbook where it is written, with
pictures of the window as it is now.
"""

import os
import sys
from pathlib import Path

from checkin.language import LANGUAGES, Language, load
from checkin.paper.faces import Faces
from checkin.paper.guide_page import save_guide


def main(arguments: list[str]) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    folder = Path(arguments[0] if arguments else "dist/docs")
    folder.mkdir(parents=True, exist_ok=True)
    faces = Faces()
    for code in LANGUAGES:
        guides(folder, load(code), faces)
    handbooks(folder)
    for path in sorted(folder.glob("*.pdf")):
        print(path)
    return 0


def guides(folder: Path, language: Language, faces: Faces) -> None:
    """The two pages of paper in one language."""
    from ui.help.guides import incident_sheet, volunteer_page  # noqa: PLC0415 - Qt reads the environment once

    save_guide(folder / f"volunteers-{language.code}.pdf", volunteer_page(language), faces)
    save_guide(folder / f"incidents-{language.code}.pdf", incident_sheet(language), faces)


def handbooks(folder: Path) -> None:
    """Each handbook, after the window was drawn for its pictures. Raises `KeyError` for one that no scene draws."""
    from tests.shots.__main__ import FOLDER, LIGHT, take  # noqa: PLC0415
    from ui.help import handbook  # noqa: PLC0415
    from ui.help.handbook_pdf import write_handbook  # noqa: PLC0415

    for code in LANGUAGES:
        source = handbook.FOLDER / f"{code}.md"
        if not source.is_file():
            continue
        text = handbook.markdown(source)
        take("", "100", [(code, LIGHT)])
        drawn = {
            file.stem.partition("-")[2]: file
            for file in (FOLDER / f"{code}-{LIGHT}-100").glob("*.png")
        }
        wanted = {name: drawn[name] for name in handbook.PICTURE.findall(text)}
        write_handbook(text, wanted, folder / f"handbook-{code}.pdf")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
