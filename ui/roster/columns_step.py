"""Import step 2: column mapping (which column is which field) and text encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from checkin.roster import ALL_SHEETS, FIELDS, JOINT, ReadingOptions
from ui.parts.columns import Columns, Scrolling
from ui.parts.field_names import field_name
from ui.parts.theme import MARGIN, STEP, TOUCH
from ui.parts.widgets import Choice as ChoiceBox
from ui.parts.widgets import Elided, Panel, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from checkin.language import Language
    from checkin.roster import Preview
    from ui.parts.theme import Theme

SAMPLES: Final = 3
# The encodings that rosters come in; the detected encoding is offered as well.
ENCODINGS: Final[Mapping[str, str]] = {
    "utf-8": "UTF-8",
    "cp932": "日本語 (Shift_JIS)",
    "euc_jp": "日本語 (EUC-JP)",
    "big5": "繁體中文 (Big5)",
    "gb18030": "简体中文 (GB 18030)",
    "cp949": "한국어 (CP949)",
    "cp1252": "Western (Windows 1252)",
    "cp1250": "Central European (Windows 1250)",
    "cp1251": "Кириллица (Windows 1251)",
    "cp1254": "Türkçe (Windows 1254)",
    "cp1256": "العربية (Windows 1256)",
}
DELIMITERS: Final = (",", ";", "\t", "|")


class ColumnsStep(QWidget):
    """Emits `changed` when the mapping or the encoding changes; `choice` holds the reading options."""

    changed = Signal()
    sheet_changed = Signal(object)  # how to read it

    def __init__(self, language: Language, theme: Theme) -> None:
        super().__init__()
        self._language, self._theme = language, theme
        self._filling = False
        self._read_as = ("", "")
        self._text = False  # a text file (CSV); a workbook declares its encoding
        self._sheet = ""  # that somebody chose
        self.fields = {name: ChoiceBox(theme) for name in FIELDS}
        self.samples: dict[str, QLabel] = {name: Elided("", "quiet") for name in FIELDS}
        self.encoding = ChoiceBox(theme)
        self.delimiter = ChoiceBox(theme)
        self.sheet = ChoiceBox(theme)
        self.remembered = text("", "quiet").wrapped()
        self.file = text("", "row").wrapped()
        self.extent = text("", "quiet").wrapped()
        self.rest = text("", "small").wrapped()
        self._reading: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Columns(self._side(), self._main(), nested=True))
        for choice in (*self.fields.values(), self.encoding, self.delimiter):
            choice.currentIndexChanged.connect(self._tell)
        self.sheet.currentIndexChanged.connect(self._choose_sheet)

    def show_preview(self, name: str, preview: Preview) -> None:
        """Shows the detected mapping, preselected, with sample values of each column."""
        self._filling = True
        tr = self._language
        self.file.setText(name)
        counts = preview.counts
        rows = counts.added + counts.changed + counts.unchanged + counts.refused
        alone = preview.sheet and len(preview.sheets) < 2
        sheet = tr.text("sheet {name}", name=preview.sheet) if alone else ""
        size = tr.plural("{n} row", "{n} rows", rows)
        self.extent.setText(" · ".join(part for part in (size, sheet) if part))
        self._show_sheets(preview)
        self.remembered.setVisible(preview.remembered)
        for field in FIELDS:
            self._show_field(field, preview)
        used = {
            heading
            for chosen in preview.columns.values()
            for heading in (chosen, *chosen.split(JOINT))
        }
        unmapped = [heading for heading in preview.headings if heading and heading not in used]
        words = tr.text("Kept for the organiser alone: {columns}", columns=tr.listed(unmapped))
        self.rest.setText(words if unmapped else "")
        self._show_reading(preview)
        self._filling = False

    def choice(self) -> ReadingOptions:
        """The current choices, all of them; a field without a column is missing in the file.

        Another encoding changes the headings too: then the columns are detected again.
        """
        encoding = self.encoding.chosen() if self._text else ""
        delimiter = self.delimiter.chosen() if self._text else ""
        if (encoding, delimiter) != self._read_as:
            return ReadingOptions(encoding=encoding, delimiter=delimiter)
        mapping = {name: box.chosen() for name, box in self.fields.items()}
        return ReadingOptions(mapping, encoding, delimiter, self._sheet)

    def _choose_sheet(self) -> None:
        """Another sheet has other columns; they are detected."""
        if not self._filling:
            self._sheet = self.sheet.chosen()
            self.sheet_changed.emit(ReadingOptions(sheet=self._sheet))

    def _show_sheets(self, preview: Preview) -> None:
        tr = self._language
        for part in (self.sheet, self._sheet_name):
            part.setVisible(len(preview.sheets) > 1)
        self.sheet.clear()
        for name in preview.sheets:
            self.sheet.offer(name, name)
        self.sheet.offer(ALL_SHEETS, tr.text("All sheets with people"))
        self.sheet.choose(preview.sheet if preview.sheet in preview.sheets else ALL_SHEETS)

    def forget_sheet(self) -> None:
        """For another file."""
        self._sheet = ""

    def _show_field(self, field: str, preview: Preview) -> None:
        box, chosen = self.fields[field], preview.columns.get(field, "")
        box.clear()
        box.offer("", self._language.text("not in this file"))
        for heading in preview.headings:
            if heading:
                box.offer(heading, heading)
        if chosen and chosen not in preview.headings:
            box.offer(chosen, chosen)  # two columns joined
        box.choose(chosen)
        cells = filter(None, (_cell(chosen, preview.headings, row) for row in preview.sample))
        shown = [cell for cell, _ in zip(cells, range(SAMPLES), strict=False)] if chosen else []
        self.samples[field].setText(" · ".join(shown))

    def _show_reading(self, preview: Preview) -> None:
        tr = self._language
        self._text = bool(preview.encoding)
        self._read_as = (preview.encoding, preview.delimiter)
        for part in self._reading:
            part.setVisible(self._text)
        self.encoding.clear()
        offered = dict(ENCODINGS)
        if self._text:
            offered.setdefault(preview.encoding, preview.encoding)
        for key, words in offered.items():
            self.encoding.offer(key, words)
        self.encoding.choose(preview.encoding)
        self.delimiter.clear()
        names = {
            ",": tr.text("Comma"),
            ";": tr.text("Semicolon"),
            "\t": tr.text("Tab"),
            "|": tr.text("Bar |"),
        }
        for key in dict.fromkeys((*DELIMITERS, preview.delimiter)):
            if key:
                self.delimiter.offer(key, names.get(key, key))
        self.delimiter.choose(preview.delimiter)

    def _side(self) -> Panel:
        tr = self._language
        side = Panel(tr.text("How the file was read"))
        rows = QVBoxLayout()
        rows.setContentsMargins(18, 14, 18, MARGIN)
        rows.setSpacing(STEP // 2)
        rows.addWidget(self.file)
        rows.addWidget(self.extent)
        rows.addSpacing(STEP)
        words = tr.text("Sheet of the workbook")
        self.sheet.setAccessibleName(words)
        self._sheet_name = Elided(words, "small")
        rows.addWidget(self._sheet_name)
        rows.addWidget(self.sheet)
        self.remembered.setText(
            tr.text(
                "The columns are read as they were chosen for the last list with these headings."
            )
        )
        rows.addWidget(self.remembered)
        rows.addSpacing(STEP)
        for choice, words in (
            (self.encoding, tr.text("Letters")),
            (self.delimiter, tr.text("Between the columns")),
        ):
            choice.setAccessibleName(words)
            name = Elided(words, "small")
            self._reading += [name, choice]
            rows.addWidget(name)
            rows.addWidget(choice)
            rows.addSpacing(STEP)
        look = text(
            tr.text("Look at the names beside. If they are wrong, choose other letters."), "small"
        ).wrapped()
        self._reading.append(look)
        rows.addWidget(look)
        rows.addWidget(self.rest)
        rows.addStretch(1)
        side.body.addLayout(rows)
        return side

    def _main(self) -> Panel:
        tr = self._language
        panel = Panel(tr.text("Which column is which field"))
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(18, 12, 18, 18)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        for row, field in enumerate(FIELDS):
            words = field_name(field, tr)
            name = text(words)
            name.setMinimumHeight(TOUCH)
            self.fields[field].setAccessibleName(words)
            self.fields[field].setMinimumContentsLength(12)
            grid.addWidget(name, row, 0)
            grid.addWidget(self.fields[field], row, 1)
            grid.addWidget(self.samples[field], row, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        scroll = Scrolling(inner)
        scroll.setMinimumHeight(220)
        panel.body.addWidget(scroll, 1)
        return panel

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()


def _cell(chosen: str, headings: Sequence[str], row: Sequence[str]) -> str:
    """What stands in a column, or in those that are joined."""
    columns = [chosen] if chosen in headings else chosen.split(JOINT)
    places = (headings.index(column) for column in columns if column in headings)
    return " ".join(cell for at in places if at < len(row) and (cell := row[at].strip()))
