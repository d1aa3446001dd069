"""A catalogue has every text of the code, each translated, and no other."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tools import translations
from tools.compile_translations import compile_all
from tools.texts import Text


def text(one: str, many: str | None = None) -> Text:
    return Text(one, many, "ui/parts/page.py", 1)


def catalogue(**facts: str) -> Catalog:
    made = Catalog(locale="ja", fuzzy=False)
    for word, translation in facts.items():
        made.add(word, translation)
    return made


def test_a_complete_catalogue_has_no_flaw() -> None:
    complete = catalogue(Full="満席")
    complete.add(("{n} person", "{n} people"), ("{n} 人",))
    complete.add("Hello {name}", "{name} さん")
    found = [text("Full"), text("{n} person", "{n} people"), text("Hello {name}")]
    assert list(translations.flaws_in(complete, found)) == []


@pytest.mark.parametrize(
    ("translated", "found", "said"),
    [
        (catalogue(), [text("Full")], "no translation"),
        (catalogue(Full=""), [text("Full")], "not translated yet"),
        (catalogue(Full="満席"), [], "in no code any more"),
        (catalogue(Full="満席 {n}"), [text("Full")], "other places to fill in"),
    ],
)
def test_a_catalogue_that_does_not_fit_the_code_is_refused(
    translated: Catalog, found: list[Text], said: str
) -> None:
    (flaw,) = translations.flaws_in(translated, found)
    assert said in flaw


def test_a_doubtful_translation_is_refused_until_somebody_has_looked() -> None:
    doubtful = catalogue()
    doubtful.add("Full", "満席", flags={"fuzzy"})
    (flaw,) = translations.flaws_in(doubtful, [text("Full")])
    assert "doubtful" in flaw


def test_an_update_keeps_translations_and_doubts_and_drops_what_is_gone() -> None:
    old = catalogue(Full="満席", Gone="無")
    old.add("Left", "退場", flags={"fuzzy"})
    new = translations.brought_up_to_date(old, [text("Full"), text("Left"), text("Late")])
    assert {message.id: message.string for message in new if message.id} == {
        "Full": "満席",
        "Left": "退場",
        "Late": None,
    }
    kept = new.get("Left")
    assert kept
    assert kept.fuzzy


def test_one_text_cannot_have_two_plurals() -> None:
    assert translations.conflicts([text("person"), text("person")]) == []
    assert len(translations.conflicts([text("person"), text("person", "people")])) == 1


def test_a_compiled_catalogue_speaks(tmp_path: Path) -> None:
    folder = tmp_path / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    complete = catalogue(Full="満席")
    written = translations.header(complete, "ja") + translations.body(complete)
    (folder / "uketsuke.po").write_bytes(written)
    compile_all(tmp_path)
    assert gettext.translation("uketsuke", tmp_path, ["ja"]).gettext("Full") == "満席"
    assert [file.name for file in folder.iterdir() if file.suffix == ".new"] == []


NUMBERS = r"\{(n|count|removed|restored|attended|expected|came|listed|fine)\}"
# A noun or a verb that is another one for a number of one.
COUNTED = re.compile(
    NUMBERS + r" (of (the|these|\{\w+\}) )?((?!as|ms)[a-z]+s|are|have|were|need|people|who)\b"
)
ALWAYS_SEVERAL = {
    "A desk's name has at most {count} letters.",
    "{count} numbers in brackets are needed",
    "Nothing, on any of {n} people.",  # the specimens of a layout
    "{n} dots an inch",
    "Each label that comes out is counted. The desk says when {n} are left. Empty: they are not counted.",  # ten
    # Fewer rows are matched one by one.
    (
        "{n} rows have the number or code of somebody else on the roster: these are the list's own. Nothing was taken over. "
        "Leave them out: --map {field}="
    ),
}


def test_a_text_that_counts_has_a_plural_form() -> None:
    counting = {found.one for found in translations.collect() if found.many is None}
    singular = {word for word in counting if COUNTED.search(word)}
    assert singular == ALWAYS_SEVERAL
