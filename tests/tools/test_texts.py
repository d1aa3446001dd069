"""The texts that a person reads are found, and what cannot be translated is refused."""

import ast

import pytest

from tools import texts
from tools.texts import Source

ERRORS = frozenset({"DiskFull"})


def source(code: str, file: str = "ui/parts/page.py") -> Source:
    calls = tuple(node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    return Source(file, calls)


def found(code: str) -> list[tuple[str, str | None]]:
    return [(text.one, text.many) for text in texts.texts(source(code), ERRORS)]


def flaws(code: str, file: str = "ui/parts/page.py") -> list[str]:
    return [flaw.what for flaw in texts.flaws(source(code, file), ERRORS)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('tr.text("Enter {name}", name=name)', [("Enter {name}", None)]),
        ('self.tr.text("Leave")', [("Leave", None)]),
        ('mark("Full")', [("Full", None)]),
        ('tr.plural("{n} person", "{n} people", n)', [("{n} person", "{n} people")]),
        ('tr.text("In" if inside else "Out")', [("In", None), ("Out", None)]),
        (
            'raise DiskFull("Nothing fits on {disk}.", disk=disk)',
            [("Nothing fits on {disk}.", None)],
        ),
        ('raise errors.DiskFull("Nothing fits.")', [("Nothing fits.", None)]),
    ],
)
def test_a_text_is_found_wherever_it_is_translated(
    code: str, expected: list[tuple[str, str | None]]
) -> None:
    assert found(code) == expected
    assert flaws(code) == []


@pytest.mark.parametrize(
    "code",
    [
        'sa.text("select 1")',
        'text("select 1")',
        'draw.text((0, 0), "A")',
        "label.text()",
        "tr.text(headline)",
        'raise ValueError("never shown")',
    ],
)
def test_what_is_no_text_of_ours_stays_out_of_the_catalogue(code: str) -> None:
    assert found(code) == []
    assert flaws(code) == []


@pytest.mark.parametrize(
    "code",
    [
        'tr.text(f"Enter {name}")',
        'tr.text("Enter {}".format(name))',
        'tr.text("Enter " + name)',
        'tr.text("Enter %s" % name)',
        'tr.plural("{n} person", f"{n} people", n)',
        'mark(f"{a}")',
        'raise DiskFull(f"Nothing fits on {disk}.")',
    ],
)
def test_a_text_put_together_before_translation_is_refused(code: str) -> None:
    assert len(flaws(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        'label.setText("Full")',
        'label.setText(f"{n} people")',
        'label.setText("Left: " + name)',
        'QLabel("Name", parent)',
        'QtWidgets.QPushButton("Undo")',
        'window.setWindowTitle("Uketsuke" if ready else title)',
        'field.setPlaceholderText("受付")',
    ],
)
def test_a_literal_shown_on_a_page_is_refused(code: str) -> None:
    assert len(flaws(code)) == 1
    assert flaws(code, file="checkin/desk.py") == []


@pytest.mark.parametrize(
    "code", ['label.setText("")', 'button.setText("×")', 'label.setText(tr.text("Full"))']
)
def test_a_page_may_show_signs_and_translated_texts(code: str) -> None:
    assert flaws(code) == []
