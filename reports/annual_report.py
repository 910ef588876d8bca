"""The annual report to council as an editable document:
the council's titles, short neutral sentences, tables with header rows.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO

from django.utils import timezone
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Row

from civic import wording
from civic.models import AgreedReason
from protocols.wording import in_council_words
from reports.figures import DIMENSIONS, PARTITION, Report

Rows = Sequence[Sequence[str | int]]
COMPARED = ("received", "accepted", "attended", "declined")


def annual_report(report: Report, names: Mapping[str, str]) -> bytes:
    """The document, ready for an officer to complete.

    No organiser, no officer and nothing confidential is named.
    """
    document = _blank(report)
    writer = _Writer(document, report, names)
    document.add_heading(f"Invitations and civic engagements: {report.period.label}", level=0)
    document.add_paragraph(
        f"Report to {report.council.name} by the {report.council.office_name}, "
        f"{wording.day(timezone.localdate())}"
    )
    document.add_paragraph(
        f"It covers {wording.day(report.period.first_on)} to {wording.day(report.period.last_on)}. "
        f"Invitations are counted by {report.basis.label}."
    )
    for write in (_invitations, _attended, _delegated, _when_and_what, _answers, _approaches):
        write(writer)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


class _Writer:
    """Writes paragraphs and tables in the council's words."""

    def __init__(self, document: DocumentObject, report: Report, names: Mapping[str, str]) -> None:
        self.document, self.report, self.names = document, report, names

    def heading(self, text: str) -> None:
        self.document.add_heading(in_council_words(text, self.names), level=1)

    def says(self, text: str) -> None:
        self.document.add_paragraph(in_council_words(text, self.names))

    def figures(self, *codes: str) -> None:
        """A table of figures."""
        rows = [
            (in_council_words(self.report.figures[code].label, self.names), self.report.count(code))
            for code in codes
        ]
        self.table(("Figure", "Number"), rows)

    def by(self, dimension: str, *figures: str) -> None:
        """A table of one dimension; a sentence where there is nothing to count."""
        columns = [in_council_words(self.report.figures[code].label, self.names) for code in figures]
        buckets = self.report.by(dimension, *figures)
        rows: list[Sequence[str | int]] = [
            (wording.capital(bucket.value.said(self.names)), *bucket.counts) for bucket in buckets
        ]
        first = in_council_words(DIMENSIONS[dimension].label, self.names)
        self.table((first, *(columns if len(columns) > 1 else ["Number"])), rows)

    def table(self, headings: Sequence[str], rows: Rows) -> None:
        if not rows:
            self.document.add_paragraph("None in this period.")
            return
        table = self.document.add_table(rows=1, cols=len(headings), style="Table Grid")
        for cell, heading in zip(table.rows[0].cells, headings, strict=True):
            cell.text = heading
            for run in cell.paragraphs[0].runs:
                run.bold = True
        _repeats_on_each_page(table.rows[0])
        for row in rows:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = str(value)
        self.document.add_paragraph()


def _blank(report: Report) -> DocumentObject:
    document = Document()
    document.core_properties.title = f"Invitations and civic engagements: {report.period.label}"
    document.core_properties.author = report.council.office_name
    document.core_properties.language = "en-GB"
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    return document


def _repeats_on_each_page(row: _Row) -> None:
    marked = OxmlElement("w:tblHeader")
    marked.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(marked)


def _invitations(writer: _Writer) -> None:
    report = writer.report
    writer.heading("Invitations")
    accepted, declined, refused = (
        _were(report.count(code), code) for code in ("accepted", "declined", "refused")
    )
    writer.says(f"The office received {_number(report.count('received'), 'invitation').lower()}.")
    writer.says(f"{wording.capital(accepted)}, {declined} by the Mayor, and {refused} by the office.")
    writer.figures(*(figure.code for figure in PARTITION))
    if report.count("declined"):
        writer.by("decline_kind", "declined")
    if report.count("refused"):
        writer.says("Each refusal names the clause of the council’s protocol that it follows.")
        writer.by("clause", "refused")
    writer.says(
        f"{_number(report.count('short_notice'), 'invitation')} came at shorter "
        "notice than the council asks for."
    )


def _attended(writer: _Writer) -> None:
    report = writer.report
    writer.heading("Engagements attended")
    count = report.count("attended")
    writer.says(
        f"{_number(count, 'engagement')} {'was' if count == 1 else 'were'} attended on behalf of the council."
    )
    if count:
        writer.by("attendee", "attended")
    if together := report.count("accompanied"):
        writer.says(f"At {together} of them the Deputy accompanied the Mayor.")


def _delegated(writer: _Writer) -> None:
    report = writer.report
    writer.heading("Delegation and goodwill")
    writer.says(
        f"The Mayor asked the Deputy to attend on the Mayor’s behalf {_times(report.count('delegated'))}."
    )
    counted = {bucket.value.code: bucket.counts[0] for bucket in report.by("reason", "delegated")}
    # A report in public gives the reasons that may be told; the rest is one line without saying what (P2).
    told = AgreedReason.objects.filter(may_be_told=True)
    rows = [(reason.wording, counted.pop(reason.code)) for reason in told if reason.code in counted]
    others = [("Other agreed reasons", sum(counted.values()))] if counted else []
    if rows or others:
        writer.table(("Reason", "Number"), rows + others)
    granted = _times(report.count("exceptions"))
    writer.says(
        "The Mayor granted a goodwill exception, in favour of the Deputy whom an organiser had named, "
        f"{granted}."
    )


def _when_and_what(writer: _Writer) -> None:
    for title, dimension in (("By month", "month"), ("By kind of event", "kind"), ("By area", "area")):
        writer.heading(title)
        writer.by(dimension, *COMPARED)


def _answers(writer: _Writer) -> None:
    report, times = writer.report, writer.report.answer_times
    unit = report.council.get_answer_promised_in_display()
    writer.heading("Answers")
    writer.says(f"The council promises an answer within {report.council.answer_promised} {unit}.")
    if times.number:
        writer.says(
            f"Half of the answers were sent within {times.median:g} {unit}, "
            f"and nine in ten within {times.ninetieth} {unit}."
        )
    writer.figures("answered", "answered_in_time", "answered_late", "awaiting")


def _approaches(writer: _Writer) -> None:
    writer.heading("Invitations addressed to the Deputy")
    writer.says(
        "Every invitation goes to the Mayor first. Organisers who ask for the Deputy are told so, "
        "and may invite the Mayor instead."
    )
    writer.figures("approaches", "approaches_before", "approaches_after")


def _number(count: int, noun: str) -> str:
    return f"{count or 'No'} {noun}{'' if count == 1 else 's'}"


def _were(count: int, what: str) -> str:
    return f"{count or 'none'} {'was' if count == 1 else 'were'} {what}"


def _times(count: int) -> str:
    return {0: "on no occasion", 1: "once", 2: "twice"}.get(count, f"{count} times")
