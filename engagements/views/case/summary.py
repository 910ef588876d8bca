"""What the protocol says about one invitation:
facts, findings, clauses, decisions and letters, for whoever asks first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

import printing
from civic import wording
from civic.access import allow, council_now, person_of
from civic.models import Person
from civic.queries import Capacity, CouncilNow
from engagements import case_context, findings
from engagements.models import LEFT, Invitation, Letter
from engagements.queries import case_file
from engagements.queries.case_file import CaseFile
from engagements.record_sentences import Sentence
from engagements.services.letters import rendering
from engagements.views.case.case_page import asked_rows, decides, event_rows, organiser_rows
from engagements.views.case.steps import the_case
from engagements.views.pdf import as_paper
from protocols import service as protocol
from protocols.core.findings import Finding
from protocols.core.vocabulary import CLOSED_STAGES, LetterKind, Party, Stage
from protocols.wording import in_council_words

CONTENTS = "engagements/summary/contents.html"
for_the_office = allow(Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER)


@dataclass(frozen=True)
class Cited:
    """A clause as it stands in the version the case keeps, and what rests on it."""

    code: str
    title: str
    text: str
    why: list[str]
    # Advice that staff keep on the clause, with what it cites.
    notes: list[protocol.ClauseNote]


@dataclass(frozen=True)
class Sent:
    """A letter as the organiser has it, or as it waits."""

    letter: Letter
    text: str
    state: str


@for_the_office
@require_safe
@cache_control(no_store=True)
def summary(request: HttpRequest, reference: str) -> HttpResponse:
    """The page, to read and to print."""
    context = contents_of(the_case(reference), council_now(request), reader=person_of(request))
    return render(
        request,
        "engagements/summary/page.html",
        context | {"contents": CONTENTS, "can_make_pdf": printing.is_available()},
    )


@for_the_office
@require_safe
def summary_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """The same as a tagged PDF."""
    invitation = the_case(reference)
    title = f"What the protocol says about {invitation.reference}"
    return as_paper(
        request,
        CONTENTS,
        contents_of(invitation, council_now(request), reader=person_of(request)),
        title=title,
        name=f"summary-{reference}",
    )


def contents_of(invitation: Invitation, at: CouncilNow, *, reader: Person) -> dict[str, object]:
    """Everything the summary holds, from the case as it stands."""
    context = case_context.read([invitation], at)
    file, names = case_file.read(invitation, context), at.titles
    noticed = findings.of(invitation, context, file.situation)
    return {
        "invitation": invitation,
        "made_at": timezone.now(),
        "version": invitation.protocol_version,
        "decides": decides(file, names),
        "facts": _facts(invitation, names),
        "findings": noticed,
        "clauses": clauses(file, noticed, names),
        "decisions": file.decisions,
        "delegations": file.delegations,
        # From the first to the last, as one tells it.
        "record": file.record[::-1],
        "ends": ends(file),
        "letters": letters(file, at, reader=reader),
    }


def ends(file: CaseFile) -> list[Sentence]:
    """What ended the case and was no decision of the Mayor's: who refused it, joined it to another,
    called it off or set it aside, and why.
    """
    closed = {stage.value for stage in CLOSED_STAGES}
    return [
        sentence
        for sentence in file.record[::-1]
        if sentence.entry.to_stage in closed - {sentence.entry.from_stage}
        and sentence.entry.party != Party.MAYOR.value
        and sentence.entry.to_stage != Stage.COMPLETED.value
    ]


def _facts(invitation: Invitation, names: dict[str, str]) -> list[tuple[str, list[tuple[str, object]]]]:
    groups = (
        ("The event", event_rows(invitation)),
        ("The organiser", organiser_rows(invitation)),
        ("The request, and how it came about", asked_rows(invitation, names)),
    )
    return [
        (title, [(label, value) for label, value in rows if value not in ("", None)])
        for title, rows in groups
    ]


def clauses(file: CaseFile, noticed: Iterable[Finding], names: dict[str, str]) -> list[Cited]:
    """The clauses that the case's record, letters and findings rest on,
    in full and in the protocol's order.
    """
    version, why = file.invitation.protocol_version, _resting_on(file, noticed, names)
    notes = protocol.notes_on(version)
    return [
        Cited(
            code,
            protocol.clause_title(code, version, names),
            protocol.clause_text(code, version, names),
            why[code],
            notes.get(code, []),
        )
        for code in version.clauses.filter(code__in=why).values_list("code", flat=True)
    ]


def _resting_on(file: CaseFile, noticed: Iterable[Finding], names: dict[str, str]) -> dict[str, list[str]]:
    """What cites each clause, said once however often it happened."""
    cited: dict[str, dict[str, None]] = defaultdict(dict)
    for sentence in reversed(file.record):
        if sentence.entry.clause:
            cited[sentence.entry.clause][f"{sentence.says} ({wording.day(sentence.entry.at)})"] = None
    for letter in reversed(file.letters):
        label = in_council_words(LetterKind(letter.kind).label, names)
        if letter.clause and letter.state in LEFT:
            cited[letter.clause][f"The letter ‘{label}’"] = None
    for finding in noticed:
        cited[finding.clause][f"Point to check: {in_council_words(finding.label, names)}"] = None
    return {code: list(said) for code, said in cited.items()}


def letters(file: CaseFile, at: CouncilNow, *, reader: Person) -> list[Sent]:
    """Every letter from the first on, word for word; the organiser's own link is left out of all of them."""
    first_hand = [letter for letter in reversed(file.letters) if not letter.copy_of_id]
    return [
        Sent(letter, rendering.on_screen(letter, reader=reader, at=at).text, _state(letter))
        for letter in first_hand
    ]


def _state(letter: Letter) -> str:
    if letter.sent_at:
        return f"sent {wording.moment(letter.sent_at)}"
    if letter.posted_at:
        way = "read out by telephone" if letter.channel == Letter.Channel.TELEPHONE else "posted"
        return f"{way} {wording.day(letter.posted_at)}"
    says = letter.get_state_display()
    return f"{says} (the organiser was not told this)" if letter.state not in LEFT else says
