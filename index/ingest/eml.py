"""Mails and newsletters (.eml) -> an article: its words, from whom, and when; what is attached is not read."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from index.errors import IngestError, NothingToQuote, Unreadable
from index.ingest.decode import decode
from index.ingest.fields import read_fields
from index.ingest.html import newsletter
from index.ingest.reading import Reading

_HEADER = re.compile(
    rb"(?:From |(?:From|To|Cc|Subject|Date|Received|Return-Path|Delivered-To|Message-ID|MIME-Version|Reply-To|X-[\w-]+"
    rb"|DKIM-Signature|ARC-[\w-]+|Authentication-Results|List-[\w-]+|Content-[\w-]+|Sender|Mime-Version):)",
    re.IGNORECASE,
)
_FIELD = re.compile(rb"(?:From |[\w-]+:)")
_TOLD = 3
"""Headers that a mail has at least: a text may begin with the word "From:"."""


def is_mail(head: bytes) -> bool:
    """Tell whether bytes begin as a mail does."""
    lines = head[:20_000].replace(b"\r\n", b"\n").split(b"\n\n", 1)[0].split(b"\n")
    begun = [line for line in lines if not line.startswith((b" ", b"\t"))]
    known = sum(bool(_HEADER.match(line)) for line in begun)
    return known >= _TOLD and known == sum(bool(_FIELD.match(line)) for line in begun)


def read_eml(data: bytes) -> Reading:
    """Return what a mail says; raise IngestError where it says nothing or is broken."""
    try:
        mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        said = {
            "title": mail.get("subject"),
            "author": parseaddr(str(mail.get("from") or ""))[0] or None,
            "published": _day(mail),
        }
        part = mail.get_body(("html", "plain"))
        content = part.get_content() if part is not None else ""
        is_page = part is not None and part.get_content_type() == "text/html"
    except IngestError:
        raise
    except Exception as error:  # its parser fails in more ways than it names
        raise Unreadable("This mail is damaged: save it again from your mail program.") from error
    text = content if isinstance(content, str) else decode(bytes(content))
    if not is_page:
        text, hints = text.replace("\r\n", "\n").strip(), {}
    else:
        lines = newsletter(text)
        text, hints = lines.text, lines.hints
    if not text.strip():
        raise NothingToQuote("This mail holds no words: what is attached to it is not read, so add that on its own.")
    return Reading(text, read_fields(said), hints)


def _day(mail: EmailMessage) -> str | None:
    date = mail.get("date")
    when = getattr(date, "datetime", None)
    return when.date().isoformat() if when else None
