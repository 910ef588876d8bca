"""Calling a service from a page: what it refuses stands in the form, in the office's words."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def carried_out(form: BaseForm, undertaking: Callable[..., object], *what: object, **how: object) -> bool:
    """Calls the service for a form that is valid;
    False when it refuses, with the reason put into the form.
    """
    try:
        undertaking(*what, **how)
    except ValidationError as error:
        by_field = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, messages in by_field.items():
            for message in messages:
                form.add_error(name if name in form.fields else None, message)
        return False
    return True


def say_what_came_of(
    request: HttpRequest, done: str, undertaking: Callable[..., object], *what: object, **how: object
) -> None:
    """Calls the service for a button, which has no form: `done`, or why not, stands on the next page."""
    try:
        undertaking(*what, **how)
        messages.success(request, done)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))


def form_page(request: HttpRequest, form: BaseForm, **context: object) -> HttpResponse:
    """A page that is one form: title, hint, and where Back leads."""
    return render(request, "civic/form_page.html", {"form": form, **context})
