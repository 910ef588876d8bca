"""A visitor who uses the site as a browser without JavaScript would:
opens pages, fills in forms, presses buttons, follows links.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

from civic.models import Person

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

    Answer: TypeAlias = _MonkeyPatchedWSGIResponse
else:
    # What the test client answers, with what it adds to it.
    Answer = HttpResponse

VOID = {"input", "br", "img", "hr", "meta", "link"}
Value = str | bool | Sequence[str]


@dataclass
class Form:
    """A form of the page: where it goes, what it holds, and its buttons."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)  # words, name, value
    names: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """What a visitor can do on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._select: str = ""
        self._textarea: str = ""
        self._pressed: list[Any] | None = None
        self._link: list[str] | None = None
        self._quiet = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._quiet += 1
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        if tag == "a" and "href" in given:
            self._link = [given["href"], ""]
        if self._form is not None:
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, name = self._form, given.get("name", "")
        assert form is not None
        form.names.add(name)
        if tag == "input" and given.get("type") in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values.setdefault(name, []).append(given.get("value", "on"))
        elif tag == "input" and given.get("type") != "file":
            form.values[name] = [given.get("value", "")]
        elif tag == "select":
            self._select = name
            form.choices[name] = []
        elif tag == "option" and self._select:
            form.choices[self._select].append(given.get("value", ""))
            if "selected" in given or self._select not in form.values:
                form.values[self._select] = [given.get("value", "")]
        elif tag == "textarea":
            self._textarea = name
            form.values[name] = [""]
        elif tag == "button" and given.get("type", "submit") == "submit":
            self._pressed = ["", name, given.get("value", "")]

    def handle_data(self, data: str) -> None:
        if self._quiet:
            return
        if self._textarea and self._form:
            self._form.values[self._textarea][0] += data
            return
        if self._pressed is not None:
            self._pressed[0] += data
        if self._link is not None:
            self._link[1] += data
        if data.strip():
            self.words.append(" ".join(data.split()))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._quiet -= 1
        if tag == "textarea" and self._textarea and self._form:
            # A browser leaves out the line break that follows the opening tag.
            self._form.values[self._textarea] = [
                self._form.values[self._textarea][0].removeprefix("\r\n").removeprefix("\n")
            ]
            self._textarea = ""
        if tag == "select":
            self._select = ""
        if tag == "button" and self._pressed is not None and self._form:
            words, name, value = self._pressed
            self._form.buttons.append((" ".join(words.split()), name, value))
            self._pressed = None
        if tag == "a" and self._link is not None:
            self.links.append((self._link[0], " ".join(self._link[1].split())))
            self._link = None
        if tag == "form":
            self._form = None

    @property
    def text(self) -> str:
        return " ".join(self.words)


class Visitor:
    """Somebody at a browser; signed in when given a person."""

    def __init__(self, person: Person | None = None) -> None:
        self.client = Client()
        if person is not None:
            self.client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        self.at = "/"
        self.status = 0
        self.page = Page("")

    def open(self, address: str) -> "Visitor":
        """Open an address, following where it leads."""
        address = urljoin(self.at, address)
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self._arrive(path, self.client.get(path, follow=True))
        return self

    def follow(self, words: str) -> "Visitor":
        """Follow the link that says these words."""
        found = [href for href, said in self.page.links if words.casefold() in said.casefold()]
        assert found, (
            f"no link says '{words}' on {self.at}; there are {[said for _, said in self.page.links]}"
        )
        return self.open(found[0])

    def press_main(self, **filled: Value) -> "Visitor":
        """Press the first button of the page's own form, the last one on the page that can be sent.

        Those that only tick boxes come before it.
        """
        form = [form for form in self.page.forms if form.method == "post" and form.buttons][-1]
        main = next(button for button in form.buttons if button[1] != "tick")
        return self.press(main[0], **filled)

    def press(self, words: str, /, **filled: Value) -> "Visitor":
        """Fill in what is given in the form that has this button, and press it.

        A field the form lacks is an error.
        """
        form, button = self._form_with(words, set(filled))
        data = {name: list(values) for name, values in form.values.items() if name}
        for name, value in filled.items():
            assert name in form.names, f"the form on {self.at} has no '{name}': {sorted(form.names)}"
            data[name] = _as_list(value)
            for given in data[name]:
                assert name not in form.choices or given in form.choices[name], (
                    f"'{given}' is no choice of {name}: {form.choices[name]}"
                )
        if button[1]:
            data[button[1]] = [button[2]]
        action = urljoin(self.at, form.action or self.at)
        response = (
            self.client.post(action, data, follow=True)
            if form.method == "post"
            else self.client.get(action, data, follow=True)
        )
        self._arrive(action, response)
        return self

    def _form_with(self, words: str, names: set[str]) -> tuple[Form, tuple[str, str, str]]:
        candidates = [
            (form, button)
            for form in self.page.forms
            for button in form.buttons
            if words.casefold() in button[0].casefold()
        ]
        fitting = [pair for pair in candidates if names <= pair[0].names]
        said = [button[0] for form in self.page.forms for button in form.buttons]
        assert candidates, (
            f"no button says '{words}' on {self.at}; there are {said}; the page says: {self.page.text[:600]}"
        )
        return (fitting or candidates)[0]

    def _arrive(self, path: str, response: Answer) -> None:
        chain = getattr(response, "redirect_chain", [])
        self.at = urljoin(path, chain[-1][0]) if chain else path
        self.status = response.status_code
        html = response.content.decode() if "html" in response.headers.get("Content-Type", "") else ""
        self.page = Page(html)

    def sees(self, *words: str) -> bool:
        """Whether the page says all of this."""
        return all(each.casefold() in self.page.text.casefold() for each in words)


def _as_list(value: Value) -> list[str]:
    if isinstance(value, bool):
        return ["on"] if value else []
    return [value] if isinstance(value, str) else list(value)
