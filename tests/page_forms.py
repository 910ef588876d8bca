"""The forms of a page as a browser would send them, read from its HTML and filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.test.html import Element, parse_html

WORDS = "Careful words of mine, which took half an hour"
CHECKED = ("checkbox", "radio")
# The look of a box for a time, a number or a postcode.
SHORT = "govuk-input--width-"
NOT_SENT = ("submit", "button", "file", "image", "reset")


@dataclass
class PageForm:
    """A form that is sent by POST: where to, what it says as it stands, and which of its boxes take words."""

    action: str
    sent: dict[str, list[str]] = field(default_factory=dict)
    boxes: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)
    button: tuple[str, str] | None = None

    def as_it_stands(self) -> dict[str, list[str]]:
        """Nothing changed, and the first button pressed."""
        return self.sent | ({self.button[0]: [self.button[1]]} if self.button else {})

    def filled_in(self, **instead: str) -> dict[str, list[str]]:
        """Words in each box, whatever stood there, and the first of each choice that is open."""
        said = {name: [WORDS] for name in self.boxes}
        return self.as_it_stands() | self._first() | said | {name: [text] for name, text in instead.items()}

    def filled_in_where_empty(self) -> dict[str, list[str]]:
        """Words in each empty box, the first of each open choice; a day, an hour, an address where one is
        asked for.
        """
        empty = {name for name, values in self.sent.items() if not any(values)}
        said = {name: [WORDS] for name in self.boxes if name in empty}
        usual = {name: [value] for name in empty if (value := usually(name)) and name not in said}
        return self.as_it_stands() | self._first() | said | usual

    def _first(self) -> dict[str, list[str]]:
        return {name: values[:1] for name, values in self.choices.items() if not any(self.sent.get(name, []))}


def usually(name: str) -> str:
    """What a box that takes no words usually takes: a day in December 2026, an hour, an address."""
    _, _, part = name.rpartition("_")
    of_a_day = {"day": "30" if name.startswith("ends") else "21", "month": "12", "year": "2026"}
    others = {"email": "pat.smith@council.example", "time": "2pm", "wall": "2pm", "telephone": "01632 960001"}
    return (of_a_day | others).get(part, "")


def forms_of(page: str, address: str) -> list[PageForm]:
    """Those of the page's main part that are sent by POST; without an action, to the page's own address."""
    return [
        _read(form, address)
        for form in _all(parse_html(page), "form")
        if (_of(form, "method") or "get").lower() == "post"
    ]


def _read(element: Element, address: str) -> PageForm:
    form = PageForm(_of(element, "action") or address)
    for each in _all(element):
        name = _of(each, "name")
        if not name or "disabled" in dict(each.attributes):
            continue
        if each.name == "input":
            _read_input(form, name, each)
        elif each.name == "textarea":
            form.boxes.append(name)
            form.sent[name] = [_text(each)]
        elif each.name == "select":
            _read_select(form, name, each)
        elif each.name == "button" and form.button is None:
            form.button = (name, _of(each, "value"))
    return form


def _read_input(form: PageForm, name: str, element: Element) -> None:
    kind, value = _of(element, "type") or "text", _of(element, "value")
    if kind in CHECKED:
        form.choices.setdefault(name, []).append(value or "on")
        if "checked" in dict(element.attributes):
            form.sent.setdefault(name, []).append(value or "on")
    elif kind not in NOT_SENT:
        form.sent.setdefault(name, []).append(value)
        if kind == "text" and SHORT not in _of(element, "class"):
            form.boxes.append(name)


def _read_select(form: PageForm, name: str, element: Element) -> None:
    options = list(_all(element, "option"))
    form.choices[name] = [value for option in options if (value := _of(option, "value"))]
    form.sent[name] = [_of(option, "value") for option in options if "selected" in dict(option.attributes)]


def _all(element: Element, name: str = "") -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element):
            if name in ("", child.name):
                yield child
            yield from _all(child, name)


def _of(element: Element, attribute: str) -> str:
    return str(dict(element.attributes).get(attribute) or "")


def _text(element: Element) -> str:
    return "".join(child for child in element.children if isinstance(child, str))
