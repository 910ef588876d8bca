"""One press instead of an address and a password, for whoever looks around. Installed in the demo only."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from civic.forms import sent
from civic.models import Person
from demo.cast import ACCOUNTS


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demonstration's people, and land where that person begins."""
    email = sent.line(request.POST, "email")
    if email not in {account.email for account in ACCOUNTS}:
        raise Http404
    person = get_object_or_404(Person.objects.filter(is_active=True), email=email)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("civic:landing")
