"""Documents made for the tests: as small as they can be, and real."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>The bridge</dc:title><dc:creator>Jon Berg</dc:creator>"
    "<dcterms:created>2026-02-03T08:00:00Z</dcterms:created></cp:coreProperties>"
)


def zipped(members: Mapping[str, str | bytes], *, stored: Sequence[str] = ()) -> bytes:
    """Return an archive of members in their order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name in stored else None)
    return packed.getvalue()


def docx(body: str, **members: str) -> bytes:
    """Return a Word document with this markup as its body."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return zipped(
        {"[Content_Types].xml": "<Types/>", "word/document.xml": document, "docProps/core.xml": _CORE, **members}
    )


def word(text: str, style: str = "") -> str:
    """Return a paragraph of Word."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(body: str, manifest: str = "<manifest/>") -> bytes:
    """Return an OpenDocument text with this markup as its body."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "meta")
    )
    content = (
        f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    meta = (
        f'<office:document-meta {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        "<dc:title>The bridge</dc:title><dc:creator>Jon Berg</dc:creator><dc:date>2026-02-03T08:00:00</dc:date>"
        "</office:meta></office:document-meta>"
    )
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": meta,
        "META-INF/manifest.xml": manifest,
    }
    return zipped(members, stored=("mimetype",))


def epub(chapters: Sequence[str], **members: str) -> bytes:
    """Return a book of chapters, each the markup of a body."""
    names = [f"c{number}.xhtml" for number in range(1, len(chapters) + 1)]
    items = "".join(f'<item id="{name}" href="text/{name}" media-type="application/xhtml+xml"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Bridges of the north</dc:title><dc:creator>Jon Berg</dc:creator><dc:date>2024-05-06</dc:date>"
        f'<dc:language>en</dc:language></metadata><manifest>{items}<item id="nav" href="nav.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="nav"/>'
        + "".join(f'<itemref idref="{name}"/>' for name in names)
        + "</spine></package>"
    )
    page = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">'
        "<head><title>x</title></head><body>{}</body></html>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": package,
            "OEBPS/nav.xhtml": page.format(
                '<nav><ol><li><a href="text/c2.xhtml">The second bridge</a></li></ol></nav>'
            ),
            **{f"OEBPS/text/{name}": page.format(body) for name, body in zip(names, chapters, strict=True)},
            **members,
        },
        stored=("mimetype",),
    )


def mail(body: str, kind: str = "text/html", **headers: str) -> bytes:
    """Return a mail."""
    given = {
        "From": "Harbour Letter <letter@example.org>",
        "To": "you@example.net",
        "Subject": "The bridge is back",
        "Date": "Tue, 03 Feb 2026 08:00:00 +0000",
        "MIME-Version": "1.0",
        "Content-Type": f"{kind}; charset=utf-8",
        **headers,
    }
    return ("".join(f"{name}: {value}\r\n" for name, value in given.items()) + "\r\n" + body).encode()


def pdf(
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    head: str = "The Daily Harbour",
    notes: Sequence[str] = (),
    title: str = "",
    password: str | None = None,
) -> bytes:
    """Return a PDF: pages with a head, a foot and a number, words parted at line ends, a footnote on each page."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    out, wide, high = io.BytesIO(), 595, 842
    width = (wide - 120 - 18 * (columns - 1)) / columns

    def furniture(canvas: object, document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(60, high - 40, head)  # type: ignore[attr-defined]
        canvas.drawRightString(wide - 60, high - 40, f"Page {document.page}")  # type: ignore[attr-defined]
        canvas.drawCentredString(wide / 2, 30, str(document.page))  # type: ignore[attr-defined]
        if document.page <= len(notes):  # type: ignore[attr-defined]
            canvas.setFont("Times-Roman", 7.5)  # type: ignore[attr-defined]
            canvas.drawString(60, 62, f"{document.page} {notes[document.page - 1]}")  # type: ignore[attr-defined]

    frames = [
        Frame(60 + place * (width + 18), 80, width, high - 150, leftPadding=0, rightPadding=0)
        for place in range(columns)
    ]
    locked = StandardEncryption(password) if password else None
    document = BaseDocTemplate(out, title=title or None, author="Jon Berg", encrypt=locked, invariant=1)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=furniture))
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=10.5, leading=13, alignment=4, firstLineIndent=10)
    body.hyphenationLang, body.embeddedHyphenation, body.splitLongWords = "en_US", 1, 1
    heading = ParagraphStyle("heading", fontName="Times-Bold", fontSize=18, leading=22)
    document.build([Paragraph("The bridge that came back", heading), *(Paragraph(text, body) for text in paragraphs)])
    return out.getvalue()
