"""Label printer over a connection (network or USB): status check, print, and confirmation per badge.

The status is queried before each badge, so that an open lid or an empty roll is known before anything is
sent. The last byte of a label starts printing: a connection lost before it leaves no doubt; one lost after
it does, unless the printer has confirmed the label.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from checkin.errors import PrinterInDoubt, PrinterTrouble
from checkin.language import mark
from checkin.printers.dialect import AWAY, PrinterState
from checkin.printers.labels import turn_for
from checkin.printers.printer import Came, size_of, size_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from checkin.layout import Composed
    from checkin.printers.dialect import Dialect
    from checkin.printers.labels import Label
    from checkin.printers.printer import Draw, Size
    from checkin.printers.wire import Wire

_STALLED: Final = mark("{printer} takes nothing any more. Look for paper, ribbon and an open lid.")
_SILENT: Final = mark("{printer} does not answer any more. Is it switched on and plugged in?")
_BROKE_OFF: Final = mark("{printer} broke off in the middle of a badge. Look whether it came out.")
_OTHER_SIZE: Final = mark(
    "{printer}: the badge is {size} mm, and labels of {label} are in it. Put others in, or choose "
    "another layout."
)
_NO_SUCH_LABEL: Final = mark("{printer} cannot print on labels of {label}. Put others in.")


@dataclass(frozen=True, slots=True)
class Patience:
    """Timeouts in seconds: for an answer, and for printing a label or reporting an error."""

    answer: float = 2.0
    print: float = 30.0


PATIENCE: Final = Patience()


class LabelPrinter:
    """One device. `label` is the configured label size; the printer's own report takes precedence."""

    def __init__(
        self,
        name: str,
        open_wire: Callable[[], Wire],
        dialect: Dialect,
        draw: Draw,
        label: Label | None = None,
        patience: Patience = PATIENCE,
    ) -> None:
        self.name = name
        self.came_out: Callable[[str], None] = lambda _: (
            None
        )  # called with the name, for each label
        self.before_opening: Callable[[], None] = lambda: None  # raises where it may not be used
        self._open = open_wire
        self._dialect = dialect
        self._draw = draw
        self._declared = label
        self._patience = patience
        self._wire: Wire | None = None
        self._talks = False  # has answered before, so that silence is an error
        self._mute = False  # did not answer, and is not queried before each badge again

    def look(self) -> None:
        """Raises `PrinterTrouble` where it is not ready, whatever is to be printed."""
        self._look()

    def check(self, size: Size) -> None:
        """Checks against the printer's own report, if it answers."""
        self._turn(size, self._look()[1])

    def send(self, badges: Sequence[Composed]) -> Came:
        """Prints each side of a badge as a label of its own."""
        came = Came.OUT
        sides = [side for badge in badges for side in badge.sides]
        for number, side in enumerate(sides):
            try:
                result = self._print(side)
            except PrinterTrouble as trouble:
                if number == 0:
                    raise
                raise PrinterInDoubt(trouble.sentence, **trouble.facts) from trouble
            self.came_out(self.name)
            came = result if result is Came.TAKEN else came
        return came

    def rest(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
        self._mute = False

    def _print(self, side: Composed) -> Came:
        wire, state = self._look()
        turn = self._turn(size_of(side), state)
        dots = self._draw(side, self._dialect.dpi, turn)
        body = self._dialect.page(dots, state)
        with self._translated(PrinterTrouble, _STALLED):
            wire.write(body)
        with self._translated(PrinterInDoubt, _BROKE_OFF):
            wire.write(self._dialect.end)
            if not self._talks:
                return Came.TAKEN
            outcome = self._dialect.outcome(wire, self._patience.print)
        if outcome is None or outcome.fault:
            self.rest()
            sentence = outcome.fault if outcome else _SILENT
            raise PrinterInDoubt(sentence, printer=self.name)
        return Came.OUT

    def _look(self) -> tuple[Wire, PrinterState]:
        """Connects and queries the status; raises `PrinterTrouble` where it is not ready."""
        with self._translated(PrinterTrouble, AWAY):
            if self._wire is None:
                self.before_opening()
                self._wire = self._open()
                self._wire.write(self._dialect.reset)
            wire = self._wire
            state = None if self._mute else self._dialect.ask(wire, self._patience.answer)
        if state is None:
            if self._talks:
                self.rest()
                raise PrinterTrouble(_SILENT, printer=self.name)
            self._mute = True
            return wire, PrinterState(self._declared)
        self._talks = True
        if state.fault:
            self.rest()
            raise PrinterTrouble(state.fault, printer=self.name)
        return wire, state if state.label else replace(state, label=self._declared)

    def _turn(self, size: Size, state: PrinterState) -> int:
        label = state.label
        if label is None:
            return 0
        facts = {"printer": self.name, "label": label, "size": size_words(size)}
        if self._dialect.refuses(label):
            raise PrinterTrouble(_NO_SUCH_LABEL, **facts)
        turn = turn_for(size, label)
        if turn is None:
            raise PrinterTrouble(_OTHER_SIZE, **facts)
        return turn

    @contextlib.contextmanager
    def _translated(self, kind: type[PrinterTrouble], sentence: str) -> Iterator[None]:
        """Translates a lost connection into trouble of that kind, and closes it."""
        try:
            yield
        except OSError as error:
            self.rest()
            raise kind(sentence, printer=self.name) from error
