"""What may happen next? The table's own answers for a case or a made-up situation, for training.

Nothing is stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from civic.access import allow, capacities_of, council_now
from civic.forms import sent
from civic.queries import Capacity, CouncilNow
from engagements import guidance, remedies, situations
from engagements.forms.case.protocol_explorer import ReferenceForm, SituationForm, told, written
from engagements.models import Invitation
from protocols import service as protocol
from protocols.core import exploration, world
from protocols.core.rows import Row
from protocols.core.rulings import open_rows
from protocols.core.situation import Situation
from protocols.core.vocabulary import OfferDeputy, Party, Step
from protocols.wording import in_council_words

PAGE = "engagements/protocol_explorer/page.html"
OPENS_CASES = frozenset({Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER})


@dataclass(frozen=True)
class Possible:
    """A step that is open, and each way of taking it:
    what is said with it, and the address of the situation after.
    """

    row: Row
    does: str
    becomes: str
    letter: str
    takes: list[tuple[str, str]]


@dataclass(frozen=True)
class Closed:
    """A step that the stage knows and that is closed now."""

    row: Row
    why: tuple[str, ...]
    instead: tuple[str, ...]


@dataclass(frozen=True)
class OfParty:
    """What one party may and may not do."""

    label: str
    possible: list[Possible]
    closed: list[Closed]


@allow(Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER, Capacity.CHIEF_EXECUTIVE)
@require_safe
def explore(request: HttpRequest) -> HttpResponse:
    """The page: a situation, and what the table says of it."""
    names, reference = council_now(request).titles, ReferenceForm(request.GET)
    asked = reference.cleaned_data["case"] if reference.is_valid() else ""
    case = _case(request, asked)
    version = case.protocol_version if case else protocol.version_in_force()
    form = SituationForm(request.GET, names=names)
    context: dict[str, object] = {
        "reference": reference,
        "may_open": bool(OPENS_CASES & capacities_of(request)),
    }
    context |= {
        "case": case,
        "unknown": bool(sent.line(request.GET, "case")) and case is None,
        "version": version,
    }
    situation = _situation(form, case, OfferDeputy(version.offer_deputy), council_now(request))
    if situation is not None:
        # The choices stand as the situation is, whatever followed from the rest.
        form = SituationForm(written(situation), names=names)
        context |= _answers(situation, case, version, names)
    return render(request, PAGE, context | {"form": form})


def _case(request: HttpRequest, reference: str) -> Invitation | None:
    """The case asked for, for those who may open cases."""
    if not reference or not OPENS_CASES & capacities_of(request):
        return None
    return Invitation.objects.called(reference).for_situations().first()


def _situation(
    form: SituationForm, case: Invitation | None, offer: OfferDeputy, at: CouncilNow
) -> Situation | None:
    """The situation the address says, else the case's own; none where it says nothing that can be used."""
    if form.is_asked:
        return form.situation(offer) if form.is_valid() else None
    return situations.of(case, at) if case else None


def _answers(
    situation: Situation, case: Invitation | None, version: protocol.ProtocolVersion, names: Mapping[str, str]
) -> dict[str, object]:
    steps = exploration.steps(situation, open_rows(situation))
    every = [_of_party(party, situation, steps, case, names) for party in Party]
    parties = [party for party in every if party.possible or party.closed]
    return {
        "situation": situation,
        "facts": list(told(situation, names)),
        "parties": parties,
        "moves": [(name, _address(then, case)) for name, then in world.moves(situation)],
        "clauses": _clauses(parties, version, names),
    }


def _of_party(
    party: Party,
    situation: Situation,
    steps: Iterable[tuple[Row, Situation]],
    case: Invitation | None,
    names: Mapping[str, str],
) -> OfParty:
    possible = []
    for row in protocol.open_steps(situation, (party,)):
        taken = list(dict.fromkeys(then for each, then in steps if each is row))
        takes = [
            (_said_with(row, then, situation, number), _address(then, case))
            for number, then in enumerate(taken)
        ]
        becomes = "" if row.becomes is situation.stage else row.becomes.label
        possible.append(
            Possible(
                row, guidance.DOES.get(row.step, ""), becomes, row.letter.label if row.letter else "", takes
            )
        )
    closed = [
        Closed(row, why, remedies.instead_of(why)) for row, why in protocol.closed_steps(situation, (party,))
    ]
    return OfParty(in_council_words(party.label, names), possible, closed)


def _said_with(row: Row, then: Situation, before: Situation, number: int) -> str:
    """What was said with the step, where it matters."""
    said = {
        Step.SETTLE_ADDRESSEE: then.addressee.label,
        Step.CHANGE_WISH: then.wish.label,
        Step.SETTLE_SAME_EVENT: then.same_event.label,
    }
    if row.step is Step.CHANGE_DETAILS and before.deputy_said_no:
        return "the date stays" if number else "the date moves"
    return said.get(row.step, "")


def _address(situation: Situation, case: Invitation | None) -> str:
    """The address of this page for another situation;
    the case it began from decides whose clauses are shown.
    """
    query = QueryDict(mutable=True)
    query.update(written(situation) | ({"case": case.reference} if case else {}))
    return f"?{query.urlencode()}"


def _clauses(
    parties: Iterable[OfParty], version: protocol.ProtocolVersion, names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """The clauses the answers cite, in full, in the protocol's order."""
    rows = [one.row for party in parties for one in party.possible] + [
        one.row for party in parties for one in party.closed
    ]
    cited = version.clauses.filter(code__in={row.clause for row in rows})

    def said(text: str) -> str:
        return protocol.in_words_of(version, text, names)

    return [(clause.code, said(clause.title), said(clause.text)) for clause in cited]
