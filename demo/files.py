"""Two small files an organiser may have sent: a programme as PDF and a plan as PNG,
made here so that nobody's rights are touched.
"""

import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

LINES = (
    "Programme",
    "2.30pm  Welcome",
    "2.45pm  The garden is opened",
    "3.15pm  Tea",
    "Invented for this demonstration",
)


def programme_and_plan() -> tuple[SimpleUploadedFile, SimpleUploadedFile]:
    """Both, named as their sender named them."""
    return SimpleUploadedFile("Programme.pdf", pdf(LINES)), SimpleUploadedFile(
        "Plan of the garden.png", png(240, 160)
    )


def pdf(lines: tuple[str, ...]) -> bytes:
    """A page with these lines, in the smallest PDF that every reader opens."""
    words = " T* ".join(f"({line}) Tj" for line in lines)
    page = f"BT /F1 18 Tf 60 760 Td 28 TL {words} ET".encode("latin-1")
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return content + end % (len(bodies) + 1, table, len(bodies) + 1, len(content))


def png(width: int, height: int) -> bytes:
    """A plan of four beds around a path, in grey and green."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    def pixel(x: int, y: int) -> bytes:
        path = abs(x - width // 2) < 12 or abs(y - height // 2) < 12
        return b"\xd8\xd4\xc8" if path else b"\x5f\x8a\x57"

    rows = b"".join(b"\x00" + b"".join(pixel(x, y) for x in range(width)) for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
