"""Answering who asks what the council holds.

What was chosen, which passages are left out and why, and the files made of it.

Nothing leaves by itself: the files wait here until somebody who may takes them and sends them.
"""

import calendar
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.html import format_html, format_html_join

import printing
from civic import queries as council
from civic import wording
from civic.models import Council, Person
from civic.queries import CouncilNow
from engagements.folding import fold
from engagements.models import (
    Attachment,
    DisclosureFile,
    DisclosureItem,
    DisclosureRequest,
    Redaction,
    RedactionCode,
    TelephoneCall,
)
from engagements.queries import disclosure
from engagements.services.case_record import numbering

MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\w/-])(?:\+44|0)[\d ()-]{8,13}\d(?![\w/-])")
DAYS_FOR_FOI = 20
Kind, State, Version = DisclosureRequest.Kind, Redaction.State, DisclosureFile.Version
NUMBERED = {Kind.SAR: numbering.Kind.SUBJECT_ACCESS, Kind.FOI: numbering.Kind.FREEDOM_OF_INFORMATION}


def due_on(kind: str, received_on: date, at: CouncilNow) -> date:
    """A month for subject access, twenty working days for freedom of information."""
    if kind == Kind.FOI:
        return council.add_days(received_on, DAYS_FOR_FOI, working=True, closed=at.closed_days)
    year, month = (received_on.year + received_on.month // 12, received_on.month % 12 + 1)
    last = date(year, month, min(received_on.day, calendar.monthrange(year, month)[1]))
    return council.add_days(last - timedelta(days=1), 1, working=True, closed=at.closed_days)


@transaction.atomic
def enter(
    *,
    kind: str,
    asked_by_name: str,
    asked_for: str,
    terms: str,
    received_on: date,
    owner: Person,
    at: CouncilNow,
    by: Person,
) -> DisclosureRequest:
    """Keep a request that came in, with the day it is due."""
    number = numbering.next_number(NUMBERED[Kind(kind)], received_on.year)
    return DisclosureRequest.objects.create(
        number=number,
        kind=kind,
        asked_by_name=asked_by_name,
        asked_for=asked_for,
        terms=terms,
        received_on=received_on,
        due_on=due_on(kind, received_on, at),
        owner=owner,
        entered_at=timezone.now(),
        entered_by=by,
    )


@transaction.atomic
def choose(request: DisclosureRequest, *, keys: Collection[str], by: Person) -> int:
    """Take these things into the request, as they stand now, and propose what to leave out.

    Others are taken out of it again.

    What was chosen before keeps its words and its decisions. Raises ValidationError for a closed request.
    """
    _open(request)
    cases = disclosure.search(disclosure.terms_of(request.terms)).cases
    found = {(thing.source, thing.pk): (case, thing) for case in cases for thing in case.things}
    wanted = {key: pair for key, pair in found.items() if pair[1].key in keys}
    kept = {(item.source, item.source_pk): item for item in request.items.all()}
    for key, item in kept.items():
        if key in found and key not in wanted:
            item.delete()
    new = [pair for key, pair in wanted.items() if key not in kept]
    items = [
        DisclosureItem.objects.create(
            request=request,
            invitation=case.invitation,
            source=thing.source,
            source_pk=thing.pk,
            title=thing.title,
            text=thing.text,
        )
        for case, thing in new
    ]
    names = _third_parties(request)
    for item in items:
        Redaction.objects.bulk_create(
            [
                Redaction(item=item, begins=b, ends=e, code=code)
                for b, e, code in proposals(item, names, request)
            ]
        )
    return len(items)


def _third_parties(request: DisclosureRequest) -> list[str]:
    """Names of people who are not the one who asks: organisers and callers of the cases, officers.

    Office-holders act in public.
    """
    cases = request.items.values("invitation")
    names = set(request.items.values_list("invitation__organiser__name", flat=True))
    names |= set(TelephoneCall.objects.filter(invitation__in=cases).values_list("spoken_to", flat=True))
    names |= set(Person.objects.filter(terms__isnull=True).values_list("name", flat=True))
    return sorted(
        {name for name in names if len(fold(name)) > 2 and not name.startswith("(")},
        key=lambda name: (-len(name), name),
    )


def proposals(
    item: DisclosureItem, names: Sequence[str], request: DisclosureRequest
) -> list[tuple[int, int, str]]:
    """Passages to leave out, in order and without overlap.

    Other people's names, addresses and numbers, members' private reasons.
    """
    if item.source == "private":
        return [(0, len(item.text), RedactionCode.PRIVATE_REASON)]
    if item.source == "attachment":
        return [(0, len(item.text), RedactionCode.THIRD_PARTY)]
    own = disclosure.terms_of(request.terms) if request.kind == Kind.SAR else []
    others = {span for span in _spans(item.text, names) if not _is_own(item.text[span[0] : span[1]], own)}
    spans = sorted(others, key=lambda span: (span[0], -span[1]))
    chosen: list[tuple[int, int, str]] = []
    for begins, ends in spans:
        if not chosen or begins >= chosen[-1][1]:
            chosen.append((begins, ends, RedactionCode.THIRD_PARTY))
    if item.source == "decision":
        reason = re.match(r"Reason: ([^\n]+(?:\n(?!\w[\w ]*: )[^\n]*)*)", item.text)
        if reason:
            chosen = [one for one in chosen if one[0] >= reason.end(1)]
            chosen.insert(0, (reason.start(1), reason.end(1), RedactionCode.PRIVATE_REASON))
    return chosen


def _spans(text: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    for expression in (MAIL, TELEPHONE):
        yield from (match.span() for match in expression.finditer(text))
    for name in names:
        yield from (
            match.span() for match in re.finditer(rf"\b{disclosure.pattern(name)}\b", text, re.IGNORECASE)
        )


def _is_own(words: str, terms: Sequence[str]) -> bool:
    """The person's own name, address or number, which is what was asked for."""
    return any(re.search(disclosure.pattern(term), words, re.IGNORECASE) for term in terms)


@transaction.atomic
def decide(redaction: Redaction, *, leave_out: bool, code: str, by: Person) -> Redaction:
    """An officer's decision on one passage. Raises ValidationError for a closed request."""
    _open(redaction.item.request)
    state = State.LEFT_OUT if leave_out else State.SHOWN
    if (state, code) == (redaction.state, redaction.code):
        return redaction
    redaction.state = state
    redaction.code, redaction.decided_at, redaction.decided_by = code, timezone.now(), by
    redaction.save()
    return redaction


@transaction.atomic
def decide_each(decisions: Iterable[tuple[Redaction, bool, str]], *, by: Person) -> None:
    """An officer's decisions on passages of one thing: each, whether it is left out, and why; all or none.

    Raises ValidationError for a closed request.
    """
    for redaction, is_left_out, code in decisions:
        decide(redaction, leave_out=is_left_out, code=code, by=by)


@transaction.atomic
def leave_out(item: DisclosureItem, *, words: str, code: str, by: Person) -> int:
    """Leave out these words wherever they stand in the thing. Raises ValidationError where they do not."""
    _open(item.request)
    spans = (
        [match.span() for match in re.finditer(disclosure.pattern(words), item.text, re.IGNORECASE)]
        if fold(words)
        else []
    )
    if not spans:
        raise ValidationError({"passage": "These words are not in this item"})
    decided = {"code": code, "state": State.LEFT_OUT, "decided_at": timezone.now(), "decided_by": by}
    done = Redaction.objects.filter(item=item, state=State.LEFT_OUT, code=code).values_list("begins", "ends")
    for begins, ends in set(spans) - set(done):
        Redaction.objects.update_or_create(item=item, begins=begins, ends=ends, defaults=decided)
    return len(spans)


def _open(request: DisclosureRequest) -> None:
    if DisclosureRequest.objects.select_for_update().get(pk=request.pk).closed_at:
        raise ValidationError("This request is closed. If more is asked for, enter a new request.")


@transaction.atomic
def close(request: DisclosureRequest, *, words: str, by: Person) -> DisclosureRequest:
    """The request is answered or ended. Raises ValidationError when it is closed already."""
    _open(request)
    request.closed_at, request.closed_by, request.closing_words = timezone.now(), by, words
    request.save(update_fields=["closed_at", "closed_by", "closing_words"])
    return request


def for_release(item: DisclosureItem) -> str:
    """The words with every passage that was left out replaced by the reason for it."""
    text, made, at = item.text, [], 0
    for one in sorted(item.redactions.all(), key=lambda each: (each.begins, -each.ends)):
        if one.state != State.LEFT_OUT or one.ends <= at:
            continue
        made += [text[at : max(one.begins, at)], f"[Left out: {one.get_code_display()}]"]
        at = one.ends
    return "".join([*made, text[at:]])


@transaction.atomic
def make_files(request: DisclosureRequest, *, at: CouncilNow, by: Person) -> list[DisclosureFile]:
    """Both versions as they stand: everything, for the office; and for release.

    Raises ValidationError while a passage is undecided.
    """
    _open(request)
    items = list(
        request.items.select_related("invitation").prefetch_related(
            Prefetch("redactions", Redaction.objects.all())
        )
    )
    if not items:
        raise ValidationError("First choose what belongs to the request.")
    undecided = sum(one.state == State.PROPOSED for item in items for one in item.redactions.all())
    if undecided:
        raise ValidationError(f"{undecided} passage{'s are' if undecided > 1 else ' is'} not decided yet.")
    return [
        _keep(request, version, _archive(request, items, version, at.council), by)
        for version in (Version.WHOLE, Version.RELEASE)
    ]


def _keep(request: DisclosureRequest, version: str, content: bytes, by: Person) -> DisclosureFile:
    stored = ContentFile(content, name=f"{get_random_string(24).lower()}.zip")
    return DisclosureFile.objects.create(
        request=request,
        version=version,
        file=stored,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        made_at=timezone.now(),
        made_by=by,
    )


def _archive(request: DisclosureRequest, items: list[DisclosureItem], version: str, of: Council) -> bytes:
    said = {item.pk: item.text if version == Version.WHOLE else for_release(item) for item in items}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        title, markup = f"{request.number}: what the council holds", _markup(request, items, said, of)
        if printing.is_available():
            archive.writestr("disclosure.pdf", printing.as_pdf(markup, title))
        else:
            archive.writestr("disclosure.html", printing.as_document(markup, title))
        archive.writestr(
            "disclosure.json", json.dumps(_data(request, items, said, version), ensure_ascii=False, indent=2)
        )
        for name, content in _files(items, version):
            archive.writestr(name, content)
    return made.getvalue()


def _data(
    request: DisclosureRequest, items: list[DisclosureItem], said: dict[int, str], version: str
) -> dict[str, object]:
    whole = version == Version.WHOLE
    return {
        "request": request.number,
        "kind": request.get_kind_display(),
        "version": DisclosureFile.Version(version).label,
        "received_on": request.received_on.isoformat(),
        "items": [
            {
                "case": item.invitation.reference,
                "what": item.title,
                "text": said[item.pk],
                "left_out": [
                    _reason(one, whole) for one in item.redactions.all() if one.state == State.LEFT_OUT
                ],
            }
            for item in items
        ],
    }


def _reason(redaction: Redaction, whole: bool) -> dict[str, object]:
    """Why a passage is left out; which one, only in the office's own version."""
    reason: dict[str, object] = {"reason": redaction.get_code_display()}
    return reason | ({"words": redaction.words, "decided_by": str(redaction.decided_by)} if whole else {})


def _files(items: list[DisclosureItem], version: str) -> Iterator[tuple[str, bytes]]:
    """Whole files; one goes out only where an officer decided that it may be shown."""
    chosen = [item for item in items if item.source == "attachment"]
    if version == Version.RELEASE:
        chosen = [
            item for item in chosen if not any(one.state == State.LEFT_OUT for one in item.redactions.all())
        ]
    for row in Attachment.objects.filter(pk__in=[item.source_pk for item in chosen]):
        with row.file.open("rb") as stored:
            yield (
                f"files/{row.pk}-{re.sub(r'[^A-Za-z0-9._-]+', '-', row.name).lstrip('.-') or 'file'}",
                stored.read(),
            )


def _markup(
    request: DisclosureRequest, items: list[DisclosureItem], said: dict[int, str], of: Council
) -> str:
    head = format_html(
        "<p>{}</p><h1>{}: what the council holds</h1><p>Asked by {}, received {}.</p>",
        of.name,
        request.number,
        request.asked_by_name,
        wording.day(request.received_on),
    )
    parts, last = [head], ""
    for item in items:
        if item.invitation.reference != last:
            last = item.invitation.reference
            parts.append(format_html("<h2>{}</h2>", last))
        lines = format_html_join(
            "", "<p>{}</p>", ((line,) for line in said[item.pk].splitlines() if line.strip())
        )
        parts.append(format_html("<h3>{}</h3>{}", item.title, lines))
    return "".join(parts)
