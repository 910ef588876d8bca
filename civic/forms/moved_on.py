"""A form whose case moved on while its page was open: the words stay in it, beside what stands now."""

from typing import cast

from django import forms
from django.http import QueryDict


def say_so(form: forms.Form, sentence: str, **seen: object) -> None:
    """Puts the sentence at the head of a form that was sent.

    Sent again, it goes by what its page shows now: `seen` names the hidden field and what that is to say,
    such as seen=7 for the seventh version of a case.
    """
    form.add_error(None, sentence)
    sent = cast(QueryDict, form.data).copy()
    for name, value in seen.items():
        sent[form.add_prefix(name)] = str(value)
    form.data = sent
