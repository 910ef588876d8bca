"""The case page: everything about one invitation, and what can be done with it now."""

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic import wording
from civic.access import allow, capacities_of, council_now, person_of
from civic.models import Person
from civic.queries import Capacity
from engagements import case_context, chain, findings, guidance, kept_shut, next_step, promise
from engagements.models import Asked, Invitation
from engagements.permissions import consultations, standing
from engagements.queries import case_file
from engagements.queries.case_file import CaseFile
from engagements.services.letters import mayors_own, wording_trials
from engagements.services.letters import preview as preview_of
from engagements.services.steps.corrections import MENDABLE
from engagements.views.case import came_from
from engagements.views.case.steps import the_case
from protocols.core.findings import Finding
from protocols.core.vocabulary import LetterKind, MayorOfEvent
from protocols.wording import in_council_words


@allow(Capacity.OFFICER, Capacity.MONITORING_OFFICER)
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Everything about the invitation on one page; what has to be done first."""
    invitation = the_case(reference)
    at, held = council_now(request), capacities_of(request)
    file, names = case_file.read(invitation, case_context.read([invitation], at)), at.titles
    noticed = findings.of(invitation, file.context, file.situation)
    page = {
        "invitation": invitation,
        "file": file,
        "promise": promise.in_words(invitation, file.situation, at.today),
        "decides": decides(file, names),
        "next_step": next_step.in_a_line(file.situation, noticed, file.context.letters[invitation.pk], names),
        "ways": _ways(file, noticed, person_of(request)),
        "findings": noticed,
        "came_from": came_from.came_from(request, invitation),
        "facts": facts(file, names, may_correct=Capacity.OFFICER in held),
        "in_mayors_name": mayors_own.may_be_written(invitation),
        "works_here": Capacity.OFFICER in held,
        "consultations": consultations(person_of(request), held).filter(invitation=invitation),
    }
    return render(request, "engagements/case/case.html", page)


def _ways(file: CaseFile, noticed: Sequence[Finding], person: Person) -> guidance.Ways:
    """What this person can do with the case."""
    stands = standing(person, file.invitation, file.context.at)
    return guidance.ways(
        file.situation,
        in_person=stands.in_person,
        on_the_word=stands.on_the_word,
        kept_shut=kept_shut.kept_shut(file.invitation, file.context),
        findings=noticed,
    )


def decides(file: CaseFile, names: Mapping[str, str]) -> str:
    """Who decides the invitation, by the moment of its event (P8, P9)."""
    invitation = file.invitation
    code, holder = file.context.at.mayor_of_event(invitation.starts_at, then=invitation.entered_late)
    if holder is None:
        return MayorOfEvent(code).label
    return f"{holder.person.name}, {in_council_words(MayorOfEvent(code).label, names)}"


def facts(file: CaseFile, names: Mapping[str, str], *, may_correct: bool) -> list[dict[str, object]]:
    """The particulars in their groups, each group with where it is corrected."""
    invitation, alive = file.invitation, file.situation.stage in MENDABLE

    def group(
        title: str, part: str, rows: list[tuple[str, object]], *, open_to: bool = True
    ) -> dict[str, object]:
        change_url = (
            reverse("engagements:case_correct", args=[invitation.reference, part])
            if may_correct and open_to
            else ""
        )
        return {
            "title": title,
            "rows": filled(rows),
            "change_url": change_url,
        }

    return [
        group("The event", "event", event_rows(invitation), open_to=alive),
        group("The organiser", "organiser", organiser_rows(invitation)),
        group("The request, and how it came about", "case", asked_rows(invitation, names), open_to=alive),
    ]


def filled(rows: list[tuple[str, object]]) -> list[tuple[str, object]]:
    """The particulars that there are."""
    return [(label, value) for label, value in rows if value not in ("", None)]


def event_rows(invitation: Invitation) -> list[tuple[str, object]]:
    return [
        ("Event", invitation.title),
        ("Kind", invitation.get_kind_display()),
        ("When", wording.occasion(invitation.starts_at, invitation.ends_at)),
        ("Can the date be moved?", wording.yes_no(invitation.date_can_move)),
        ("Where", "\n".join(filter(None, (invitation.venue, invitation.address, invitation.postcode)))),
        *area_rows(invitation),
        ("What happens", invitation.what_happens),
        ("Expected numbers", invitation.expected_numbers),
        ("Open to the public", wording.yes_no(invitation.open_to_public)),
    ]


def area_rows(invitation: Invitation) -> list[tuple[str, object]]:
    """Outside the council's area, with what that means for the chain (P1); elsewhere nothing is said."""
    wears = chain.worn(invitation)
    return [("Outside the council’s area", "Yes"), ("Chain or badge", wears.says)] if wears else []


def organiser_rows(invitation: Invitation) -> list[tuple[str, object]]:
    organiser = invitation.organiser
    return [
        ("Name", organiser.name),
        ("Addressed as", organiser.addressed_as),
        ("Organisation", organiser.organisation),
        ("Role", organiser.role),
        ("What the organisation does", organiser.aims),
        ("E-mail", organiser.email),
        ("Telephone", organiser.telephone),
        ("Postal address", organiser.postal_address),
        ("Language", organiser.get_language_display() if organiser.language != "en" else ""),
    ]


def asked_rows(invitation: Invitation, names: Mapping[str, str]) -> list[tuple[str, object]]:
    asked = [Asked(code).label if code in Asked.values else str(code) for code in invitation.asked]
    came_about = in_council_words(invitation.get_provenance_display(), names)
    provenance = ". ".join(filter(None, (came_about, invitation.provenance_words)))
    received = (
        f"{wording.day(invitation.received_on)}: {in_council_words(invitation.get_channel_display(), names)}"
    )
    return [
        ("Addressed to", in_council_words(invitation.get_addressee_display(), names)),
        (
            in_council_words("If the Mayor cannot attend", names),
            in_council_words(invitation.get_wish_display(), names),
        ),
        ("Guest is asked to", ", ".join(asked)),
        ("In their words", invitation.asked_words),
        ("Councillor invited by name", invitation.councillor_name),
        ("Consort invited", wording.yes_no(invitation.consort_invited)),
        ("Other dignitaries", invitation.dignitaries),
        ("Press expected", wording.yes_no(invitation.press)),
        ("How it came about", provenance),
        ("What the event is for", invitation.get_purpose_display()),
        ("Could affect an election", "Yes" if invitation.affects_election else ""),
        ("Dealings with the council", invitation.dealings),
        ("Why it is confidential", invitation.confidential_why),
        (
            "Received",
            received + (f", recorded by {invitation.received_by}" if invitation.received_by else ""),
        ),
        ("The caller’s words", invitation.callers_words),
    ]


@allow(Capacity.OFFICER)
@require_safe
def preview(request: HttpRequest, reference: str, letter: str) -> HttpResponse:
    """A letter's template in force, filled in for this case. Nothing is drafted."""
    invitation = the_case(reference)
    try:
        wanted = LetterKind(letter)
    except ValueError:
        raise Http404 from None
    shown = preview_of.filled_in(
        invitation,
        wanted,
        wording_trials.clause_of(wanted),
        council_now(request),
        given=preview_of.still_asked(wanted),
        signed_by=person_of(request),
    )
    return render(
        request,
        "engagements/case/preview.html",
        {"invitation": invitation, "letter": wanted, "preview": shown.rendered, "proof": shown.proof},
    )
