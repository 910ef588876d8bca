"""Where somebody is led whose form came too late to be taken."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from civic import typed_words


def lead_back(request: HttpRequest, says: str, back: str) -> HttpResponse:
    """Straight back with the reason; where words were typed, first to a page on which they are kept."""
    words = typed_words.of(request)
    if words and words.shown:
        page = {"says": says, "words": words, "back": back}
        return render(request, "moved_on.html", page, status=409)
    messages.error(request, says)
    return redirect(back)
