"""What the forms have in common by which an invitation, or word of one, reaches the office."""

from collections.abc import Callable, Container, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.template import Context
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from civic.forms.layout import GovMixin
from civic.models import Office
from engagements.forms.intake.fields import names_in
from engagements.models import SubmissionFile

TRAP = "website"


def typed_into(fields: Container[str], posted: QueryDict) -> dict[str, list[str]]:
    """What was typed into these fields, as it was typed; nothing that no field asks for."""
    return {
        name: [str(value) for value in values]
        for name, values in posted.lists()
        if name in fields or name.rpartition("_")[0] in fields
    }


def attached_to(
    fields: Container[str], files: "MultiValueDict[str, UploadedFile[Any]]"
) -> "list[UploadedFile[Any]]":
    """The files beside it, where the form asks for some."""
    return files.getlist("attachments") if "attachments" in fields else []


class KeptFiles:
    """The files kept so far, each with a box to take it out again."""

    def __init__(self, files: list[SubmissionFile]) -> None:
        self.files = files

    def render(self, form: forms.BaseForm, context: Context, template_pack: str = "", **kwargs: Any) -> str:
        return (
            render_to_string("engagements/intake/kept_files.html", {"files": self.files})
            if self.files
            else ""
        )


class Trap:
    """A field people do not see. Whatever fills it in is asked to leave it empty."""

    def render(self, form: forms.BaseForm, context: Context, template_pack: str = "", **kwargs: Any) -> str:
        return render_to_string("engagements/intake/trap.html", {"name": TRAP})


class IntakeFormBase(GovMixin, forms.Form):
    """What the three forms have in common: titles of the council, and files kept beside the typed words."""

    # Each form's own: puts the council's titles into labels and choices.
    say_titles: Callable[[Office | None], None]

    def __init__(
        self,
        *args: Any,
        offices: Mapping[str, Office],
        files: list[SubmissionFile] | None = None,
        token: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        mayor, deputy = offices.get("mayor"), offices.get("deputy")
        self.mayor = mayor.title_in_sentence if mayor else "the civic head"
        self.deputy = deputy.title_in_sentence if deputy else ""
        self.kept = files or []
        if "token" in self.fields:
            self.fields["token"].initial = token
        self.say_titles(mayor)
        # Errors are listed in the order of the fields: it must be the page's.
        self.order_fields(list(names_in(self.helper.layout)))
