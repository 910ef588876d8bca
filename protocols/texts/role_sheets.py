"""What each clause has to say because the software does it, whatever else a council writes there.

A placeholder carries a limit or a choice that the software keeps to; a keyword, any of
several, a thing that it does.
"""

from typing import NamedTuple


class Demand(NamedTuple):
    """One thing a clause must say: what it is, and how one sees that it is said."""

    says: str
    placeholders: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


DEMANDS: dict[str, tuple[Demand, ...]] = {
    "P1": (
        Demand(
            "no other member is asked before {mayor_title}",
            keywords=("before {mayor_title}", "before anybody", "before anyone", "first"),
        ),
        Demand(
            "nobody but {mayor_title} decides",
            keywords=("nobody but", "no one but", "alone decide", "only {mayor_title}"),
        ),
    ),
    "P2": (
        Demand("when {deputy_title} may be offered", ("deputy_offer",)),
        Demand("whether the form asks what the organiser wishes", ("wish_asked",)),
        Demand(
            "the invitation goes back to {mayor_title} when {deputy_title} declines",
            keywords=("back to", "returns to"),
        ),
    ),
    "P3": (Demand("a declined invitation is not passed on", keywords=("not passed", "never passed")),),
    "P4": (
        Demand("how long an organiser is waited for", ("answer_days",)),
        Demand("how long an organiser is waited for after the reminder", ("after_reminder_days",)),
        Demand(
            "the organiser is asked whether to invite {mayor_title}",
            keywords=("asks whether", "asked whether"),
        ),
        Demand("the organiser is reminded", keywords=("reminded", "reminder")),
    ),
    "P5": (
        Demand("after how many exceptions the office points it out", ("rare_exceptions",)),
        Demand(
            "{mayor_title} alone grants an exception", keywords=("alone", "only {mayor_title}", "nobody but")
        ),
        Demand("no exception is possible after an outright decline", keywords=("declined outright",)),
        Demand("exceptions are counted", keywords=("counted", "count")),
    ),
    "P6": (Demand("how an invitation came about is recorded neutrally", keywords=("neutral",)),),
    "P7": (Demand("such a visit is not civic", keywords=("privately", "private")),),
    "P8": (Demand("a later event is held for the successor", keywords=("successor",)),),
    "P9": (
        Demand("the Monitoring Officer records who acts, and from when", keywords=("monitoring officer",)),
    ),
    "P10": (Demand("an officer refuses such an invitation", keywords=("refused", "refuses")),),
    "P11": (Demand("the Monitoring Officer advises first", keywords=("monitoring officer",)),),
    "P13": (Demand("whoever receives a copy is named", keywords=("named",)),),
    "P14": (
        Demand(
            "a confidential invitation is seen only by those who need to", keywords=("only by", "need to")
        ),
        Demand(
            "nobody else gets a copy of a confidential letter unless the civic manager records why",
            keywords=("copy", "copies"),
        ),
    ),
    "P15": (Demand("{deputy_title} does not see the notes to {mayor_title}", keywords=("notes",)),),
    "P18": (
        Demand("gifts and hospitality are asked for after each engagement", keywords=("gifts",)),
        Demand("officers and members declare an interest in an organiser", keywords=("interest",)),
    ),
    "P20": (Demand("the route of advice", keywords=("chief executive",)),),
    "P21": (Demand("the time within which organisers are answered", ("answer_promised",)),),
    "P24": (
        Demand("the communications team is told where the press is expected", keywords=("communications",)),
    ),
    "P22": (
        Demand("the three who sign", keywords=("chief executive",)),
        Demand("that {mayor_title} and {deputy_title} acknowledge it", keywords=("acknowledge",)),
    ),
}
