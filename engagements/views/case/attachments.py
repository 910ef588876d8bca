"""Files that came with an invitation: downloads only, for those who see the case."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from civic.access import ANYBODY_WITH_A_PART, allow, council_now, person_of
from engagements import permissions
from engagements.models import Attachment


@allow(*ANYBODY_WITH_A_PART)
@require_safe
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """The file under its sender's name, never shown in a page;
    'not found' to whoever may not see the case.
    """
    kept = get_object_or_404(Attachment.objects.select_related("invitation"), pk=pk)
    if not permissions.may_see_attachments(person_of(request), kept.invitation, council_now(request)):
        raise Http404
    try:
        stored = kept.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stored, as_attachment=True, filename=kept.name, content_type=kept.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
