"""How the machine is: for monitors (/readyz, /metrics), and in plain words for officers and the civic manager
(docs/runbook.md).
"""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from prometheus_client.core import GaugeMetricFamily

from civic import VERSION
from civic.access import allow
from civic.machine import metrics as counts
from civic.queries import Capacity
from engagements import readiness
from engagements.models import AccountMail, LinkRequest, Notification, PutOff
from engagements.models.outgoing import Mail
from engagements.queries import machine
from engagements.readiness import Seen
from engagements.services import sweeps
from engagements.services.mail import outgoing, worker_wakeup

# The mails that are looked at there, as the addresses of pages call them, and what sends them.
MAILS: dict[str, tuple[type[Mail], str]] = {
    "notification": (Notification, worker_wakeup.SEND_NOTIFICATIONS),
    "link": (LinkRequest, worker_wakeup.SEND_LINKS),
    "account": (AccountMail, worker_wakeup.SEND_ACCOUNT_MAILS),
}
# A monitor that is answered late is as good as not answered.
STATEMENT_MILLISECONDS = 3000


def seen_now() -> Seen:
    """One read and one question to the broker, neither of which is waited for long. Raises DatabaseError."""
    broker = worker_wakeup.broker_answers()
    if connection.vendor != "postgresql":
        return machine.read(timezone.now(), broker_answers=broker)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(STATEMENT_MILLISECONDS)])
        return machine.read(timezone.now(), broker_answers=broker)


@login_not_required
@require_safe
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> HttpResponse:
    """For whoever watches: every check with its age or number, and 503 when one of them is bad."""
    try:
        found = machine.judged(seen_now())
    except DatabaseError:
        found = []
    checks: dict[str, dict[str, object]] = {"database": {"good": bool(found), "value": None}}
    checks |= {check.name: {"good": check.good, "value": check.value} for check in found}
    ready = all(check["good"] for check in checks.values())
    return JsonResponse({"ready": ready, "version": VERSION, "checks": checks}, status=200 if ready else 503)


@login_not_required
@require_safe
@cache_control(no_store=True)
def metrics(request: HttpRequest) -> HttpResponse:
    """For Prometheus, behind the token of METRICS_TOKEN; without one this address does not exist."""
    if not settings.METRICS_TOKEN:
        raise Http404
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    return HttpResponse(counts.exposition(ReadNow()), content_type=counts.CONTENT_TYPE)


class ReadNow:
    """What is read at each scrape rather than counted."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every family in every scrape, so that an alert can tell silence from zero, while the database
        answers.
        """
        try:
            seen = seen_now()
        except DatabaseError:
            seen = None
        yield GaugeMetricFamily("civic_database_up", "Whether the database answers.", float(seen is not None))
        if seen is not None:
            yield from families(seen)


def families(seen: Seen) -> Iterator[GaugeMetricFamily]:
    """The machine as gauges. A sweep that never ran has no age."""
    yield GaugeMetricFamily(
        "civic_broker_up", "Whether the broker answers.", float(bool(seen.broker_answers))
    )
    letters = GaugeMetricFamily("civic_letters", "Letters on somebody’s desk, by state.", labels=["state"])
    for state, number in seen.letters.items():
        letters.add_metric([state], number)
    checks = GaugeMetricFamily("civic_check_good", "The checks of /readyz.", labels=["check"])
    ages = {check.name: check.value for check in machine.judged(seen)}
    for check in machine.judged(seen):
        checks.add_metric([check.name], float(check.good))
    age = GaugeMetricFamily(
        "civic_sweep_age_seconds", "Since a sweep last came to its end.", labels=["sweep"]
    )
    last = GaugeMetricFamily(
        "civic_sweep_last_rows", "Rows of a sweep’s last run.", labels=["sweep", "outcome"]
    )
    for sweep in seen.sweeps:
        if (since := ages[f"sweep_{sweep.name}"]) is not None:
            age.add_metric([sweep.name], since)
        last.add_metric([sweep.name, "taken"], sweep.taken)
        last.add_metric([sweep.name, "failed"], sweep.failed)
    yield from (letters, checks, age, last)
    oldest = "How long the longest waiting letter should have left."
    yield GaugeMetricFamily("civic_oldest_letter_seconds", oldest, ages["oldest_letter"] or 0)


@allow(Capacity.OFFICER, Capacity.MANAGER)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """How the machine is, in plain words."""
    seen = seen_now()
    context = {
        "put_off": machine.put_off(),
        "undelivered": machine.undelivered(),
        "seen": seen,
        "troubles": readiness.troubles(seen, machine.judged(seen)),
    }
    return render(request, "engagements/machine/page.html", context)


@allow(Capacity.OFFICER, Capacity.MANAGER)
@require_POST
def try_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the next round take up again what was put off; pressed once more, it is under way already."""
    if put_off := PutOff.objects.filter(pk=pk).first():
        sweeps.try_again(put_off)
    return redirect("engagements:machine")


@allow(Capacity.OFFICER, Capacity.MANAGER)
@require_POST
def send_mail_again(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Send what could not be delivered once more: whatever was the matter is mended."""
    outgoing.try_again(_mail(kind, pk))
    worker_wakeup.wake(MAILS[kind][1])
    return redirect("engagements:machine")


@allow(Capacity.OFFICER, Capacity.MANAGER)
@require_POST
def leave_mail(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """It need not go any more: the person was told otherwise, or nothing waits for them."""
    outgoing.leave(_mail(kind, pk))
    return redirect("engagements:machine")


def _mail(kind: str, pk: int) -> Mail:
    if kind not in MAILS:
        raise Http404
    return get_object_or_404(MAILS[kind][0], pk=pk)
