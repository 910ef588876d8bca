"""Lost links: asked for by anybody, sent only to a mailbox that has an invitation.

Whoever asks sees no difference.
"""

from datetime import timedelta

from django.utils import timezone

from civic import queries as council
from civic.models import Council
from engagements.folding import fold_mailbox
from engagements.models import Invitation, LinkRequest
from engagements.queries import signatory
from engagements.services import sweeps
from engagements.services.case_record import organiser_links
from engagements.services.mail import outgoing, transport, worker_wakeup

State = LinkRequest.State
AT_MOST = 10
RECENT = timedelta(days=60)
SUBJECT = "The link to your invitation"
TEXT = """{greeting},

We have received a request to send you the link to your invitation again. With it you can check, change or
withdraw your invitation:

{links}

Anyone who has the link can answer for you, so please do not share it. If you did not ask for it, you do
not need to do anything.

Yours sincerely

{officer_name}
{officer_post}
{office}, {council}
{telephone}
"""


def ask(address: str) -> LinkRequest:
    """Take down that somebody at this address would like the link.

    Does the same whether there is an invitation or not.
    """
    request = LinkRequest.objects.create(
        address=address, message_id=transport.new_message_id(), queued_at=timezone.now()
    )
    worker_wakeup.wake(worker_wakeup.SEND_LINKS)
    return request


def send_due(*, limit: int = outgoing.BATCH) -> int:
    """Send the links that were asked for, oldest first; how many requests were taken up."""
    the_council = council.the_council()

    def compose(request: LinkRequest) -> transport.OneLetter | None:
        cases = invitations_of(request.address)
        return as_mail(request, cases, the_council) if cases else None

    return outgoing.send_each(claim(limit), compose, sweep=sweeps.Name.SEND_LINKS)


def claim(limit: int) -> list[LinkRequest]:
    """Take the oldest due requests under a lease.

    What a dead worker held is due again when its lease runs out.
    """
    return list(LinkRequest.objects.leased(LinkRequest.objects.lease_oldest(limit)).order_by("pk"))


def invitations_of(address: str) -> list[Invitation]:
    """What this mailbox has open, ahead or recent, the newest first."""
    recent = Invitation.objects.filter(ends_at__gt=timezone.now() - RECENT)
    theirs = (Invitation.objects.living() | recent).filter(organiser__mailbox=fold_mailbox(address))
    return list(theirs.select_related("organiser", "assigned_to").order_by("-pk")[:AT_MOST])


def as_mail(request: LinkRequest, cases: list[Invitation], the_council: Council) -> transport.OneLetter:
    """The message with a link for each invitation. Raises Refused for an address that is none."""
    signed = signatory.signature(signatory.who_signs(cases[0]))
    # What is confidential goes by its reference alone (P14).
    lines = [
        f"{case.reference}{'' if case.confidential else f' {case.title}'}\n"
        f"{organiser_links.address_of(organiser_links.live_link(case))}"
        for case in cases
    ]
    office = {
        "office": the_council.office_name,
        "council": the_council.name,
        "telephone": the_council.telephone,
    }
    body = TEXT.format(greeting=cases[0].organiser.salutation, links="\n\n".join(lines), **office, **signed)
    return outgoing.message(request, the_council, subject=SUBJECT, body=body, answered_at=the_council.email)


def forget_old() -> int:
    """Forget the requests of more than a month ago: they name whoever asked."""
    forgotten, _ = (
        LinkRequest.objects.exclude(state=State.QUEUED)
        .filter(queued_at__lt=timezone.now() - timedelta(days=31))
        .delete()
    )
    return forgotten
