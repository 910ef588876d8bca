"""What a value must be before the council's records take it."""

import re
import string
import struct
import zlib

from django.core.exceptions import ValidationError

LOGO_MAX_BYTES = 200 * 1024
LOGO_MAX_SIDE = 2000
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def contrast_with_white(colour: str) -> float:
    """Contrast of a #rrggbb colour with white, by the formula of WCAG 2.2."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def check_colour(value: str) -> None:
    """A colour of six hexadecimal digits on which white text can be read (4.5 to 1)."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ValidationError("Enter the colour as # and six digits, such as #1d4f6b.")
    if contrast_with_white(value) < 4.5:
        raise ValidationError("White text on this colour would be hard to read. Choose a darker colour.")


def check_form_of_address(value: str) -> None:
    """A form of address may carry {name} and no other placeholder."""
    try:
        fields = [
            (field, spec, conversion)
            for _, field, spec, conversion in string.Formatter().parse(value)
            if field is not None
        ]
    except ValueError as error:
        raise ValidationError(
            "Write {name} where the name should appear. You cannot use any other braces."
        ) from error
    if any(field != ("name", "", None) for field in fields):
        raise ValidationError("Write {name} where the name should appear. You cannot use any other braces.")


def check_mail_domains(value: object) -> None:
    """A list of plain domain names, at least one."""
    if not isinstance(value, list) or not value:
        raise ValidationError("Enter at least one e-mail domain, such as wexcombe.example.")
    for domain in value:
        if not isinstance(domain, str) or not re.fullmatch(
            r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}", domain
        ):
            raise ValidationError(
                f"{domain} is not an e-mail domain. Write it in small letters without @, such as "
                f"wexcombe.example."
            )


def png_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a whole PNG file with sound checksums,
    or None when the content is anything else.
    """
    if not content.startswith(PNG_SIGNATURE):
        return None
    place, size = len(PNG_SIGNATURE), None
    while place + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[place : place + 8])
        end = place + 8 + length
        if end + 4 > len(content) or struct.unpack(">I", content[end : end + 4])[0] != zlib.crc32(
            content[place + 4 : end]
        ):
            return None
        if size is None:
            if kind != b"IHDR" or length != 13:
                return None
            size = struct.unpack(">II", content[place + 8 : place + 16])
        if kind == b"IEND":
            return size if end + 4 == len(content) else None
        place = end + 4
    return None


def check_logo(picture: bytes | memoryview) -> None:
    """A PNG picture, judged by its content and not by its name; as PostgreSQL gives it, too."""
    content = bytes(picture)
    if len(content) > LOGO_MAX_BYTES:
        raise ValidationError("The logo must be smaller than 200 KB.")
    size = png_size(content)
    if size is None:
        raise ValidationError("The logo must be a PNG picture.")
    if not all(1 <= side <= LOGO_MAX_SIDE for side in size):
        raise ValidationError("The logo must be no more than 2,000 pixels wide and 2,000 pixels high.")
