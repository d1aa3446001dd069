"""E-mail files (.eml): an invitation with its code as a picture in the text, and as a PDF beside it.

Made without a network, and opened, looked at and sent by a mail program.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from checkin.badges.invitation_text import InvitationText
    from checkin.language import Language

_PICTURE: Final = "code@invitation"
_SIDE: Final = 261  # pixels on the screen: nine a module, with the white around it


@dataclass(frozen=True, slots=True)
class EmailContent:
    """One letter: the text filled in, the code's letters, its picture (PNG) and the page (PDF)."""

    text: InvitationText
    code: str
    picture: bytes
    page: bytes


def address_of(text: str, name: str = "") -> Address | None:
    """The e-mail address with a name to show; None for what is none."""
    try:
        found = Address(name, addr_spec=text.strip())
    except (ValueError, IndexError, HeaderParseError):
        return None
    return found if found.username and "." in found.domain else None


def message(to: Address, sender: Address | None, letter: EmailContent, language: Language) -> bytes:
    """The file. Without a sender the mail program fills in its own."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = letter.text.subject
    if sender:
        mail["From"] = sender
    mail["To"] = to
    mail["X-Unsent"] = "1"  # some programs open it as a draft then
    mail.set_content(f"{letter.text.body}\n\n{letter.code}\n")
    mail.add_alternative(_html(letter, language), subtype="html")
    *_, rich = mail.iter_parts()
    if isinstance(rich, EmailMessage):
        rich.add_related(
            letter.picture, "image", "png", cid=f"<{_PICTURE}>", disposition="inline",
            filename="code.png",
        )  # fmt: skip
    mail.add_attachment(letter.page, "application", "pdf", filename="invitation.pdf")
    return mail.as_bytes()


def _html(letter: EmailContent, language: Language) -> str:
    direction = "rtl" if language.right_to_left else "ltr"
    body = html.escape(letter.text.body).replace("\n", "<br>\n")
    picture = f'<img src="cid:{_PICTURE}" width="{_SIDE}" height="{_SIDE}" alt="{letter.code}">'
    return (
        f'<!DOCTYPE html><html lang="{language.code}" dir="{direction}"><body>\n'
        f'<p>{body}</p>\n<p>{picture}</p>\n<p dir="ltr"><code>{letter.code}</code></p>\n</body></html>\n'
    )
