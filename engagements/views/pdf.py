"""Pages that are taken to a meeting: the same contents as a tagged PDF, or, where none can be made,
as a page to print.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

import printing
from civic.views.downloads import saved_as


def as_paper(
    request: HttpRequest, contents: str, context: dict[str, object], *, title: str, name: str
) -> HttpResponse:
    """The template as a PDF to keep; without the libraries for it, the page itself with what is missing."""
    context = context | {"paper_title": title, "contents": contents}
    if not printing.is_available():
        return render(
            request, "engagements/paper_page.html", context | {"how_to_install": printing.HOW_TO_INSTALL}
        )
    made = printing.as_pdf(render_to_string("engagements/paper.html", context, request=request), title)
    return HttpResponse(made, content_type="application/pdf", headers=saved_as(name, "pdf"))
