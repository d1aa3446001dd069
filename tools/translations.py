"""Translation catalogues: `update` them from the code, `check` that they are complete.

A catalogue has exactly the texts of the code, so that no obsolete text is translated and no page silently
falls back to English.
"""

import string
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from checkin.language import CATALOGUES, DOMAIN, LANGUAGES, locale_of
from tools import texts
from tools.compile_translations import compile_all
from tools.texts import Flaw, Text

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"

# Our own header instead of Babel's: with dates and versions, every update would change every file.
HEADER = """\
# The texts of Uketsuke: {name}
msgid ""
msgstr ""
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update"]:
            return update()
        case ["check"]:
            return check()
        case _:
            print("usage: python -m tools.translations update|check", file=sys.stderr)
            return 2


def update() -> int:
    found = collect()
    for language in offered():
        new = brought_up_to_date(read(language), found)
        path = catalogue_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(header(new, language) + body(new))
        empty = sum(not is_translated(message) for message in new if message.id)
        print(f"{language}: {len(new)} texts, {empty} to translate")
    compile_all(CATALOGUES)
    return 0


def check() -> int:
    found = collect()
    problems = [str(flaw) for flaw in flaws_in_code()]
    problems += conflicts(found)
    for language in offered():
        problems += (f"{language}: {flaw}" for flaw in flaws_in(read(language), found))
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def offered() -> list[str]:
    return [language for language in LANGUAGES if language != SOURCE_LANGUAGE]


def catalogue_of(language: str) -> Path:
    return CATALOGUES / locale_of(language) / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    path = catalogue_of(language)
    if not path.is_file():
        return Catalog(locale=locale_of(language), domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=locale_of(language), domain=DOMAIN)


def collect() -> list[Text]:
    errors = texts.names_of_errors(ROOT)
    return [text for source in texts.sources(ROOT) for text in texts.texts(source, errors)]


def flaws_in_code() -> Iterator[Flaw]:
    errors = texts.names_of_errors(ROOT)
    for source in texts.sources(ROOT):
        yield from texts.flaws(source, errors)


def brought_up_to_date(old: Catalog, found: Iterable[Text]) -> Catalog:
    """A catalogue with the current texts, and those old translations that still apply."""
    new = Catalog(locale=old.locale, domain=DOMAIN, fuzzy=False)
    for text in found:
        known = old.get(text.one)
        if known and known.pluralizable != (text.many is not None):
            known = None
        new.add(
            text.one if text.many is None else (text.one, text.many),
            string=known.string if known else None,
            locations=[(text.file, 0)],
            flags={"fuzzy"} if known and known.fuzzy else (),
            user_comments=known.user_comments if known else (),
        )
    return new


def header(catalogue: Catalog, language: str) -> bytes:
    return HEADER.format(
        name=LANGUAGES[language], code=locale_of(language), plural_forms=catalogue.plural_forms
    ).encode()


def body(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_po(file, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return file.getvalue().strip() + b"\n"


def conflicts(found: Iterable[Text]) -> list[str]:
    """Texts with two different plurals: gettext identifies a text by its singular alone."""
    first: dict[str, Text] = {}
    problems = []
    for text in found:
        before = first.setdefault(text.one, text)
        if before.many != text.many:
            problems.append(
                f'{text.file}:{text.line}: "{text.one}" has another plural '
                f"at {before.file}:{before.line}"
            )
    return problems


def flaws_in(catalogue: Catalog, found: Iterable[Text]) -> Iterator[str]:
    wanted = {text.one: text for text in found}
    for singular_text, text in wanted.items():
        if catalogue.get(singular_text) is None:
            yield f'no translation of "{singular_text}" ({text.file}:{text.line}); make translate adds it'
    stale = [message for message in catalogue if message.id and singular(message) not in wanted]
    for message in [*stale, *catalogue.obsolete.values()]:
        yield f'"{singular(message)}" is in no code any more; make translate removes it'
    for message in catalogue:
        if message.id and message not in stale:
            yield from flaws_of(message)


def flaws_of(message: Message) -> Iterator[str]:
    if not is_translated(message):
        yield f'"{singular(message)}" is not translated yet'
        return
    if message.fuzzy:
        yield f'"{singular(message)}" is marked as doubtful (fuzzy)'
    allowed = set().union(*(places(form) for form in forms(message.id)))
    # A plural form may say "one person" without the number; a plain text must keep every fact.
    needed = set() if message.pluralizable else allowed
    for form in forms(message.string):
        if not needed <= places(form) <= allowed:
            yield f'"{form}" has other places to fill in than "{singular(message)}"'


def singular(message: Message) -> str:
    return forms(message.id)[0]


def is_translated(message: Message) -> bool:
    return bool(forms(message.string)) and all(forms(message.string))


def forms(words: str | Iterable[str] | None) -> list[str]:
    return [words] if isinstance(words, str) else list(words or ())


def places(words: str) -> set[str]:
    """The names in braces; an unclosed brace counts as a placeholder of its own."""

    try:
        return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}
    except ValueError:
        return {"{"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
