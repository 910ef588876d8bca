"""The layout of forms: GOV.UK fields, fieldsets and buttons for crispy-forms,
and the two bases every form stands on.
"""

from collections.abc import Mapping
from typing import Any, Protocol, cast

from crispy_forms import layout as crispy
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from crispy_forms.utils import TEMPLATE_PACK
from django import forms
from django.template import Context
from django.template.loader import render_to_string

__all__ = ["Buttons", "Fieldset", "GovField", "GovForm", "GovMixin", "Layout", "Link", "Part", "Submit"]


class Drawn(Protocol):
    """What a layout is made of, beside the names of fields."""

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str: ...


Part = str | Drawn


class GovField(crispy.Field):
    """One field or more with their looks. Other keywords become HTML attributes of the input.

    width: characters of the box (2, 3, 4, 5, 10, 20, 30); inline, small: of radio buttons and tick boxes;
    max_characters: shows a count; label_size: "s", "m", "l"; heading: the label is the page's h1;
    answers: radio buttons in frames, for the Mayor's thumb; asked: not called optional, as another answer may
    ask for it; counted: tick boxes of which all or none can be chosen at once, in a form that ChoosesMany.
    """

    def __init__(
        self,
        *fields: str,
        width: int | None = None,
        inline: bool = False,
        small: bool = False,
        max_characters: int | None = None,
        label_size: str = "s",
        heading: bool = False,
        answers: bool = False,
        asked: bool = False,
        counted: bool = False,
        **attributes: Any,
    ) -> None:
        self.looks = {
            "width": width,
            "inline": inline,
            "small": small,
            "max_characters": max_characters,
            "label_size": label_size,
            "heading": heading,
            "answers": answers,
            "asked": asked,
            "counted": counted,
        }
        super().__init__(*fields, **attributes)

    def render(
        self,
        form: forms.BaseForm,
        context: Context,
        template_pack: str = TEMPLATE_PACK,
        extra_context: Mapping[str, object] | None = None,
        **kwargs: Any,
    ) -> str:
        looks = {**self.looks, **(extra_context or {})}
        html: str = super().render(form, context, template_pack=template_pack, extra_context=looks, **kwargs)
        return html


class Fieldset(crispy.Fieldset):
    """Fields that belong together under one legend."""

    def __init__(self, legend: str, *fields: Part, size: str = "m", hint: str = "", **kwargs: Any) -> None:
        self.size, self.hint = size, hint
        super().__init__(legend, *fields, **kwargs)

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        """As crispy-forms does, but the legend is plain words:
        theirs is a template, and a name in it would be run.
        """
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        context.update({"fieldset": self, "legend": self.legend, "fields": fields})
        return render_to_string(
            self.get_template_name(template_pack), cast(dict[str, Any], context.flatten())
        )


class Folded(Fieldset):
    """Fields that are needed now and then: folded under their summary, open where one has an error."""

    template = "govuk/layout/folded.html"

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        context["opened"] = bool(form.is_bound and form.errors)
        return super().render(form, context, template_pack, **kwargs)


class Submit:
    """A button that sends the form. kind: primary, secondary or warning.

    A name tells several buttons apart; `to` is where on the answer to look first, such as "#found".
    """

    template = "govuk/layout/button.html"

    def __init__(
        self, label: str, *, name: str = "", value: str = "1", kind: str = "primary", to: str = ""
    ) -> None:
        if name == "submit":
            raise ValueError("A button named 'submit' hides the form's own submit().")
        self.label, self.name, self.value, self.kind, self.to = label, name, value, kind, to

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        return render_to_string(self.template, {"button": self})


class Link:
    """A link beside the buttons, such as "Cancel"."""

    template = "govuk/layout/link.html"

    def __init__(self, label: str, url: str) -> None:
        self.label, self.url = label, url

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        return render_to_string(self.template, {"link": self})


def way_out(url: str, *, beside: str) -> Link:
    """The link that leaves a form, "Cancel": but "Go back" beside a button that itself cancels something."""
    return Link("Go back" if beside.startswith("Cancel") else "Cancel", url)


class Buttons(crispy.Div):
    """Buttons and links in one row."""

    css_class = "govuk-button-group"


class GovMixin:
    """Draws a form in the council's patterns: `{% crispy form %}`.

    Put before forms.ModelForm; forms use GovForm.

    The browser's own checks are switched off, so that every error is ours: in a
    summary on top and at the field.
    """

    fields: dict[str, forms.Field]
    submit_label = "Continue"
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            self.name_in_errors(field)

    @property
    def helper(self) -> FormHelper:
        """What crispy-forms draws the form by; made once for each form."""
        if not hasattr(self, "_helper"):
            self._helper = FormHelper()
            self._helper.attrs = {"novalidate": True}
            self._helper.include_media = False
            self._helper.render_hidden_fields = True
            self._helper.layout = self.build_layout()
        return self._helper

    def build_layout(self) -> Layout:
        """All fields and one button; a form with looks of its own says them here."""
        return Layout(*self.fields, Submit(self.submit_label))

    def name_in_errors(self, field: forms.Field) -> None:
        """A summary that says "This field is required" helps nobody:
        name the field where the form has not.
        """
        if (
            field.error_messages.get("required") == forms.Field.default_error_messages["required"]
            and field.label
        ):
            verb = (
                "Select"
                if isinstance(field, forms.BooleanField)
                else "Choose an answer to"
                if hasattr(field, "choices")
                else "Fill in"
            )
            field.error_messages["required"] = f"{verb} “{field.label}”"


class GovForm(GovMixin, forms.Form):
    """A plain form in the council's patterns."""
