"""Lists to take away, as CSV or as a spreadsheet: no cell is a formula, and no copy is kept on the way."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO

import xlsxwriter
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

Cell = str | int | float
# What a spreadsheet program takes for the beginning of a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(text: str) -> str:
    """The text, kept from being read as a formula by whatever opens the file."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(name: str, headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> StreamingHttpResponse:
    """A list as CSV, row by row as it is read."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        # The mark tells spreadsheet programs that it is UTF-8.
        yield "\ufeff" + writer.writerow(headings)
        for row in rows:
            yield writer.writerow([plain_cell(cell) if isinstance(cell, str) else cell for cell in row])

    return StreamingHttpResponse(
        lines(), content_type="text/csv; charset=utf-8", headers=saved_as(name, "csv")
    )


def as_xlsx(name: str, headings: Sequence[str], rows: Iterable[Iterable[Cell]]) -> HttpResponse:
    """A list as a spreadsheet; numbers stay numbers."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet(name.capitalize()), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, 20)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, plain_cell(cell))
                else:
                    sheet.write_number(number, column, cell)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(made.getvalue(), content_type=kind, headers=saved_as(name, "xlsx"))


def saved_as(name: str, kind: str) -> dict[str, str]:
    """The headers of a file to take away, named by what it is and today's date."""
    return {
        "Content-Disposition": f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{kind}"',
        "Cache-Control": "no-store",
    }
