"""What each kind of erasure takes away from one case.

Called by `retention` inside its transaction, with the erasure entered.
"""

from collections import Counter
from collections.abc import Callable

from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Cast, Concat

from engagements.models import (
    GONE,
    Attachment,
    ChainConsent,
    Consultation,
    ConsultationAnswer,
    Decision,
    Delegation,
    DisclosureFile,
    DisclosureItem,
    Engagement,
    EntryParticulars,
    Erasure,
    Interest,
    Invitation,
    Keeping,
    LegalAdvice,
    LegalHold,
    Letter,
    LinkRequest,
    MemberTask,
    Note,
    Notification,
    OrganiserLink,
    Question,
    Redaction,
    SameEventAnswer,
    Submission,
    SubmissionFile,
    TelephoneCall,
    kinds_kept_with,
)
from engagements.services import stored_files
from engagements.services.intake import registration

NO_WORDS = {"trouble": "", "cancelled_why": ""}
TYPED_IN_LETTERS = frozenset(
    {
        "organiser_name",
        "organisation",
        "organiser_address",
        "salutation",
        "event_title",
        "event_where",
        "reason",
        "question",
        "changes",
        "copies",
    }
)
TYPED_OF_CASE = (
    "councillor_name",
    "what_happens",
    "address",
    "postcode",
    "asked_words",
    "dignitaries",
    "provenance_words",
    "dealings",
    "confidential_why",
    "callers_words",
    "advice",
)


def erase(erasure: Erasure) -> Counter[str]:
    """Take away what the erasure names; how much of what. Files are removed after the commit."""
    return _ERASERS[Keeping(erasure.kind)](erasure)


def _contact(erasure: Erasure) -> Counter[str]:
    case = Invitation.objects.select_related("organiser").get(pk=erasure.invitation_id)
    organiser = case.organiser
    if organiser.email:
        LinkRequest.objects.filter(address__iexact=organiser.email).delete()
    # The organisation stays: it is nobody's personal data, and the reports count by it.
    for name in ("name", "addressed_as", "aims", "role", "telephone", "postal_address"):
        setattr(organiser, name, GONE)
    organiser.email = organiser.mailbox = ""
    organiser.save()
    for name in TYPED_OF_CASE:
        if getattr(case, name):
            setattr(case, name, GONE)
    case.search_text = registration.search_text(case)
    case.save(update_fields=[*TYPED_OF_CASE, "search_text"])
    for closed in (OrganiserLink, Notification):
        closed._default_manager.filter(invitation=case).delete()
    submissions = Submission.objects.filter(invitation=case)
    files = SubmissionFile.objects.filter(submission__in=submissions)
    stored_files.remove_after_commit([one.file for one in files])
    submissions.delete()
    return Counter({"organisers": 1, "entries": _particulars(erasure)})


def _letters(erasure: Erasure) -> Counter[str]:
    letters = Letter.objects.filter(invitation=erasure.invitation_id)
    written = letters.update(
        subject=erasure.words,
        body=erasure.words,
        copies=[],
        recipient_name=GONE,
        recipient_address="",
        search_text="",
        **NO_WORDS,
    )
    # The council's own frame stays around the sentence that is left.
    for letter in letters:
        values = {
            name: GONE if name in TYPED_IN_LETTERS and value else value
            for name, value in letter.values.items()
        }
        letters.filter(pk=letter.pk).update(values=values)
    # A copy is known by its address among its letter's copies, so that each keeps one of its own.
    letters.exclude(recipient_email="").update(
        recipient_email=Concat(
            Value("erased-"), Cast(F("id"), CharField()), Value("@erased.invalid"), output_field=CharField()
        )
    )
    decisions = Decision.objects.filter(invitation=erasure.invitation_id)
    reasons = sum(_blanked(decisions, erasure, "reason", "reason_for_release", "question"))
    # The last words of a case to be erased take with them why it was kept longer.
    _blanked(LegalHold.objects.filter(invitation=erasure.invitation_id), erasure, "reason", "lifted_why")
    _disclosed(erasure)
    return Counter({"letters": written, "reasons": reasons, "entries": _particulars(erasure)})


def _attachments(erasure: Erasure) -> Counter[str]:
    rows = Attachment.objects.filter(invitation=erasure.invitation_id)
    files = [row.file for row in rows]
    rows.delete()
    stored_files.remove_after_commit(files)
    return Counter({"attachments": len(files)})


def _notes(erasure: Erasure) -> Counter[str]:
    counted: Counter[str] = Counter()
    counted["notes"], _ = Note.objects.filter(invitation=erasure.invitation_id).delete()
    counted["calls"], _ = TelephoneCall.objects.filter(invitation=erasure.invitation_id).delete()
    for label, model, names in _WORDS_OF_NOTES:
        counted[label] = max(
            _blanked(model._default_manager.filter(invitation=erasure.invitation_id), erasure, *names),
            default=0,
        )
    answers = ConsultationAnswer.objects.filter(consultation__invitation=erasure.invitation_id)
    _blanked(answers, erasure, "words")
    counted["entries"] = _particulars(erasure)
    return counted


def _engagement(erasure: Erasure) -> Counter[str]:
    case = Invitation.objects.select_related("organiser").get(pk=erasure.invitation_id)
    case.title = case.venue = GONE
    case.organiser.organisation = case.organiser.folded_organisation = ""
    case.organiser.save(update_fields=["organisation", "folded_organisation"])
    case.search_text = registration.search_text(case)
    case.save(update_fields=["title", "venue", "search_text"])
    return Counter({"cases": 1})


def _blanked(rows: QuerySet[Model], erasure: Erasure, *names: str) -> list[int]:
    """Puts the erasure's words where there were any; how many rows of each column."""
    return [rows.exclude(**{name: ""}).update(**{name: erasure.words}) for name in names]


def _particulars(erasure: Erasure) -> int:
    """The entries' particulars of this kind.

    The entries themselves stay, and the chain holds without them.
    """
    rows = EntryParticulars.objects.filter(
        entry__invitation=erasure.invitation_id, entry__kind__in=kinds_kept_with(Keeping(erasure.kind))
    )
    return rows.delete()[0]


def _disclosed(erasure: Erasure) -> None:
    """Copies made for requests that are closed go with the letters, the last words to be erased."""
    items = DisclosureItem.objects.filter(invitation=erasure.invitation_id)
    files = DisclosureFile.objects.filter(request__items__in=items).distinct()
    Redaction.objects.filter(item__in=items).delete()
    names = [row.file for row in files if row.file]
    DisclosureFile.objects.filter(pk__in=[row.pk for row in files]).update(file="")
    items.update(title=GONE, text=erasure.words)
    stored_files.remove_after_commit(names)


_WORDS_OF_NOTES: tuple[tuple[str, type[Model], tuple[str, ...]], ...] = (
    ("questions", Question, ("text", "answer")),
    ("advice", LegalAdvice, ("question", "answer")),
    ("interests", Interest, ("nature",)),
    ("consents", ChainConsent, ("civic_head",)),
    ("comparisons", SameEventAnswer, ("why",)),
    ("private reasons", Delegation, ("private_reason",)),
    ("outcomes", Engagement, ("outcome_note",)),
    ("questions for advice", Consultation, ("question",)),
    ("tasks", MemberTask, ("wanted", "answer")),
)
_ERASERS: dict[Keeping, Callable[[Erasure], Counter[str]]] = {
    Keeping.CONTACT: _contact,
    Keeping.LETTERS: _letters,
    Keeping.ATTACHMENTS: _attachments,
    Keeping.NOTES: _notes,
    Keeping.ENGAGEMENT: _engagement,
}
