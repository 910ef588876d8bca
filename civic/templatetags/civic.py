"""What templates need of the office's wording and of the GOV.UK patterns."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils import timezone
from django.utils.safestring import SafeString

from civic import menu, wording

register = template.Library()

WIDGET_CLASSES = (
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
)


@register.filter
def civic_date(value: date | None) -> str:
    """Saturday 14 March 2026"""
    return wording.day(value) if value else ""


@register.filter
def civic_moment(value: datetime | None) -> str:
    """Saturday 14 March 2026, 2.30pm"""
    return wording.moment(value) if value else ""


@register.filter
def civic_day_range(start: datetime | None, end: datetime | None = None) -> str:
    """2.30pm to 4pm; both days in full where the night is passed."""
    return wording.hours(start, end) if start else ""


@register.filter
def civic_occasion(start: datetime | None, end: datetime | None = None) -> str:
    """Saturday 14 March 2026, 2.30pm to 4pm"""
    return wording.occasion(start, end) if start else ""


@register.filter
def civic_days(value: date | int | None) -> str:
    """How far off a day is, or a number of days: today, in 3 days, 2 days ago."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = wording.local(value).date()
    return wording.days_away(value if isinstance(value, int) else (value - timezone.localdate()).days)


@register.filter
def first_error_id(field: BoundField) -> str:
    """The id of the input that an error about this field should lead to;
    empty where there is nothing to reach.
    """
    if field.is_hidden:
        return ""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return field.subwidgets[0].id_for_label if field.subwidgets else ""
    if isinstance(widget, forms.MultiWidget):
        return f"{widget.attrs.get('id') or field.auto_id}_0"
    return field.id_for_label


@register.filter
def hint_for(field: BoundField, value: object) -> str:
    """The line of explanation under one choice."""
    hints: Mapping[str, str] = getattr(field.field, "hints", {})
    return hints.get(str(value), "")


@register.filter
def is_date(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.MultiWidget)


@register.simple_tag
def gov_widget(field: BoundField, width: int | None = None, counted: bool = False) -> SafeString:
    """The field's input with its GOV.UK classes, leaving the form's own widget as it was."""
    widget = field.field.widget
    kind = next((css for widgets, css in WIDGET_CLASSES if isinstance(widget, widgets)), "govuk-input")
    classes = [kind, *widget.attrs.get("class", "").split()]
    if width:
        classes.append(f"{kind}--width-{width}")
    if counted:
        classes.append("govuk-js-character-count")
    if isinstance(widget, forms.PasswordInput):
        classes += ["govuk-password-input__input", "govuk-js-password-input-input"]
    if field.errors:
        classes.append(f"{kind}--error")
    attrs: dict[str, str | bool] = {"class": " ".join(dict.fromkeys(classes))}
    if counted:
        attrs["aria-describedby"] = " ".join(
            filter(None, [field.aria_describedby, f"{field.id_for_label}-info"])
        )
    return field.as_widget(attrs=attrs)


def errors_of(form: forms.BaseForm) -> list[dict[str, str]]:
    listed = [{"says": str(says), "leads_to": ""} for says in form.errors.get(NON_FIELD_ERRORS, [])]
    for field in form:
        listed += [{"says": str(says), "leads_to": first_error_id(field)} for says in field.errors]
    return listed


def is_news(form: "forms.BaseForm | BaseFormSet[Any]") -> bool:
    """Whether the form was sent and its errors are not on the page yet; from now on they are."""
    news = form.is_bound and not getattr(form, "summary_is_shown", False)
    setattr(form, "summary_is_shown", True)  # noqa: B010  (forms have no such attribute of their own)
    return news


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(
    *shown: "forms.BaseForm | BaseFormSet[Any] | str | None",
) -> dict[str, list[dict[str, str]]]:
    """All errors of the forms and formsets, once: the page's frame asks first, the form itself asks again."""
    listed: list[dict[str, str]] = []
    for form in shown:
        if isinstance(form, BaseFormSet):
            if is_news(form):
                listed += [{"says": str(says), "leads_to": ""} for says in form.non_form_errors()]
            listed += [error for one in form if is_news(one) for error in errors_of(one)]
        elif isinstance(form, forms.BaseForm) and is_news(form):
            listed += errors_of(form)
    return {"errors": listed}


@register.filter
def banner(message: Message) -> str:
    """How a message is shown: as done, or as something to know."""
    return "success" if message.level_tag == "success" else "notice"


@register.simple_tag
def public_page(what: str) -> str:
    """The address of another app's page for everybody; empty where no app brings it."""
    return menu.public_page(what)
