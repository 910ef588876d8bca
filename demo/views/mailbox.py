"""The demo's mailbox: what organisers and members would have received. Installed in the demo only."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from demo import mailbox as folder


@login_not_required
@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    """The newest mails."""
    return render(request, "demo/mailbox.html", {"mails": folder.newest()})


@login_not_required
@require_safe
@never_cache
def mailbox_mail(request: HttpRequest, key: str) -> HttpResponse:
    """One mail, with its links."""
    mail = folder.find(key)
    if mail is None:
        raise Http404
    return render(request, "demo/mailbox_mail.html", {"mail": mail})
