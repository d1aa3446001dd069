"""Layout library: the built-in layouts, and the organiser's own in the folder of a store."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from checkin import outside
from checkin.errors import BadLayout, KnownError, NotFound, NotPossible
from checkin.language import mark
from checkin.layout.edit import renamed
from checkin.layout.reading import read
from checkin.layout.sheets import BUILT_IN, Sheet, read_sheets, sheet_named, sheets_for
from checkin.layout.values import is_picture_name
from checkin.layout.writing import write
from checkin.paper import output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checkin.language import Language
    from checkin.layout import Layout, Pixels, Use

LAYOUTS: Final = Path(__file__).parent.parent.parent / "resources" / "layouts"
FOLDER: Final = "layouts"  # in a store
SHEETS: Final = "sheets.toml"
LOGO: Final = "logo"  # in the name of a picture
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LARGEST: Final = 4_000_000


class Library:
    """Layouts by name. An own layout overrides the built-in one of the same name."""

    def __init__(self, own: Path | None = None, built_in: Path = LAYOUTS) -> None:
        self._own = own
        self._built_in = built_in
        self._known: dict[Path, tuple[int, Layout]] = {}
        self._pictures: dict[Path, tuple[int, Pixels | None]] = {}

    @property
    def folder(self) -> Path | None:
        """The folder of the organiser's own layouts and their pictures."""
        return self._own

    def names(self) -> tuple[str, ...]:
        """The names of all layouts, own ones last."""
        return (*self.built_in(), *(name for name in self.own() if name not in self.built_in()))

    def built_in(self) -> tuple[str, ...]:
        return _names(self._built_in)

    def own(self) -> tuple[str, ...]:
        return _names(self._own) if self._own else ()

    def get(self, name: str) -> Layout:
        """The layout of that name; raises `NotFound`, or `BadLayout` if its file is invalid."""
        for folder in (self._own, self._built_in):
            if folder and _NAME.fullmatch(name) and _is_layout(folder / f"{name}.toml"):
                return self._read(folder / f"{name}.toml")
        known = ", ".join(self.names())
        raise NotFound(
            mark("There is no layout {name}; there is: {known}."), name=name, known=known
        )

    def names_of(self, use: Use) -> tuple[str, ...]:
        """The names of all layouts for that use whose files can be read."""
        return tuple(name for name in self.names() if self._use(name) is use)

    def _use(self, name: str) -> Use | None:
        try:
            return self.get(name).use
        except KnownError:
            return None

    def title(self, name: str, language: Language) -> str:
        """The title of a layout; an own layout is called by its file name, because copies share a title."""
        try:
            title = language.name(self.get(name).title)
        except KnownError:
            title = ""
        own = name in self.own()
        return f"{title} · {name}" if title and own and title != name else title or name

    def sheet(self, name: str, layout: Layout) -> Sheet:
        """The sheet of that name for a layout; raises `NotFound`, `NotPossible`."""
        return sheet_named(name, layout, self._sheets())

    def sheets_for(self, layout: Layout) -> tuple[str, ...]:
        """The names of the sheets that fit the layout."""
        return sheets_for(layout, self._sheets())

    def save(self, layout: Layout) -> None:
        """Saves a layout as an own one; overwrites an own layout of that name."""
        folder = self._writable(layout.name)
        output.write(folder / f"{layout.name}.toml", write(layout).encode())

    def copy(self, name: str, new: str) -> Layout:
        """Copies a layout to a new own one; raises `NotPossible` where the name is taken."""
        if new in self.names():
            raise NotPossible(mark("There is a layout {name} already."), name=new)
        self._writable(new)
        made = renamed(self.get(name), new)
        self.save(made)
        return made

    def rename(self, name: str, new: str) -> None:
        """Renames an own layout; raises `NotPossible` where the name is taken."""
        if self._own is None or name not in self.own():
            raise NotFound(mark("There is no layout {name} of your own."), name=name)
        self.copy(name, new)
        self.remove(name)

    def remove(self, name: str) -> None:
        """Deletes an own layout; built-in ones cannot be deleted."""
        if not self._own or name not in self.own():
            raise NotFound(mark("There is no layout {name} of your own."), name=name)
        output.remove(self._own / f"{name}.toml")

    def picture(self, file: str) -> Pixels | None:
        """A picture from the layouts folder by its bare file name; None where there is none."""
        if self._own is None or Path(file).name != file:
            return None
        # Pillow is slow to import, and most layouts have no picture.
        from checkin.paper import pictures  # noqa: PLC0415

        path = self._own / file
        changed = _changed(path)
        known = self._pictures.get(path)
        if known is None or known[0] != changed:
            known = self._pictures[path] = (changed, pictures.load(path))
        return known[1]

    def pictures(self) -> tuple[str, ...]:
        """The bare file names of the pictures in the layouts folder."""
        if self._own is None or not self._own.is_dir():
            return ()
        found = (path.name for path in self._own.iterdir() if path.is_file())
        return tuple(sorted(name for name in found if is_picture_name(name)))

    def logo(self) -> Pixels | None:
        """The logo of the event: the first picture in the layouts folder that is called a logo."""
        named = (name for name in self.pictures() if LOGO in name.casefold())
        return next(filter(None, map(self.picture, named)), None)

    def bring_in(self, source: Path) -> str:
        """Imports a picture into the layouts folder; returns its bare name there. Raises `NotPossible`.

        An identical file is reused; a different one of the same name gets a number.
        """
        from checkin.paper import pictures  # noqa: PLC0415 - as above

        folder = self._folder()
        try:
            if source.stat().st_size > pictures.LARGEST_FILE:
                raise NotPossible(mark("{name} is too large for a picture."), name=source.name)
            data = outside.data(source, pictures.LARGEST_FILE)
        except OSError as error:
            raise NotPossible(mark("{name} cannot be read."), name=source.name) from error
        if pictures.decode(data) is None:
            raise NotPossible(mark("{name} is no PNG or JPEG picture."), name=source.name)
        name = self._free_picture(folder, source, data)
        output.write(folder / name, data)
        return name

    def _free_picture(self, folder: Path, source: Path, data: bytes) -> str:
        stem = re.sub(r"[^\w.-]+", "-", source.stem).strip("-. _")[:80] or "picture"
        suffix = source.suffix.lower() if is_picture_name(f"a{source.suffix}") else ".png"
        options = (f"{stem}{suffix}", *(f"{stem}-{n}{suffix}" for n in range(2, 10_000)))
        return next(
            name
            for name in options
            if not (folder / name).exists() or (folder / name).read_bytes() == data
        )

    def free_name(self, wanted: str) -> str:
        """`wanted` if no layout has that name, else `wanted` with a number appended."""
        taken = set(self.names())
        options = (wanted, *(f"{wanted}-{count}" for count in range(2, 10_000)))
        return next(name for name in options if name not in taken)

    def _read(self, path: Path) -> Layout:
        changed = _changed(path)
        known = self._known.get(path)
        if known is None or known[0] != changed:
            known = self._known[path] = (changed, read(_text(path), path.stem))
        return known[1]

    def _sheets(self) -> Mapping[str, Sheet]:
        path = self._own / SHEETS if self._own else None
        if path is None or not path.is_file():
            return BUILT_IN
        return {**BUILT_IN, **read_sheets(_text(path), SHEETS)}

    def _writable(self, name: str) -> Path:
        if not _NAME.fullmatch(name) or f"{name}.toml" == SHEETS:
            raise NotPossible(mark("The name of a layout is made of small letters, digits and -."))
        return self._folder()

    def _folder(self) -> Path:
        """The folder of own layouts, created if it does not exist."""
        if self._own is None:
            raise NotPossible(mark("Layouts are kept in a store, and none is open."))
        output.make_folder(self._own)
        return self._own


def _names(folder: Path) -> tuple[str, ...]:
    found = (path for path in folder.glob("*.toml") if _is_layout(path))
    return tuple(sorted(path.stem for path in found if _NAME.fullmatch(path.stem)))


def _is_layout(path: Path) -> bool:
    return path.name != SHEETS and path.is_file()


def _changed(path: Path) -> int:
    """The modification time of a file; 0 where it does not exist."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _text(path: Path) -> str:
    try:
        with outside.opened(path) as file:
            data = file.read(_LARGEST + 1)
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadLayout(mark("{layout}: this is no text in UTF-8."), layout=path.stem) from error
    except OSError as error:
        raise BadLayout(mark("{layout}: the file cannot be read."), layout=path.stem) from error
