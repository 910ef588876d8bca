"""The guide to the demonstration, each situation one click away. Installed in the demo only."""

from typing import TypedDict

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.models import Person
from demo.cast import ACCOUNTS, PASSWORD
from demo.tour import SHOWN, Shown, Who
from engagements.models import Invitation, OrganiserLink
from engagements.services.case_record import organiser_links

# Whose account a group is looked at with; the organiser needs none.
PAGES = {Who.MAYOR: "engagements:mayor_case", Who.DEPUTY: "engagements:deputy_case"}


class Situation(TypedDict):
    shown: Shown
    case: Invitation
    address: str


@login_not_required
@require_safe
@never_cache
def demo(request: HttpRequest) -> HttpResponse:
    """Situations by role, with the account to look at them."""
    there = set(Person.objects.filter(is_active=True).values_list("email", flat=True))
    accounts = {account.key: account for account in ACCOUNTS if account.email in there}
    groups = [{"account": accounts.get(who), "shown": shown} for who, shown in situations().items()]
    page = {"groups": groups, "accounts": accounts.values(), "password": PASSWORD}
    return render(request, "demo/tour.html", page)


def situations() -> dict[Who, list[Situation]]:
    """Every situation whose invitation is here, by who looks at it; two queries."""
    cases = {
        case.submission: case
        for case in Invitation.objects.filter(submission__in=[shown.submission for shown in SHOWN])
    }
    links = organiser_links.with_listed_key().filter(invitation__in=cases.values(), revoked_at__isnull=True)
    newest = {link.invitation_id: link for link in links.order_by("id")}
    groups: dict[Who, list[Situation]] = {who: [] for who in Who}
    for shown in SHOWN:
        if case := cases.get(shown.submission):
            groups[shown.who].append(
                {"shown": shown, "case": case, "address": address(shown, case, newest.get(case.pk))}
            )
    return groups


def address(shown: Shown, case: Invitation, link: OrganiserLink | None) -> str:
    """The page on which the situation is looked at."""
    if shown.who is Who.ORGANISER:
        return reverse("engagements:organiser_link", args=[organiser_links.token_of(link)]) if link else ""
    return reverse(PAGES.get(shown.who, "engagements:case"), args=[case.reference])
