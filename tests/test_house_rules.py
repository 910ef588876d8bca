"""Further rules of the house that a machine can see: what is said once is not said again elsewhere."""

import ast
import re
import tomllib
from typing import Any

import civic
from tests.test_conventions import PACKAGES, ROOT, TEMPLATES, committed, functions, named, sources, tree_of
from tools import measure

# Filters that have a name, by what is written where the name is forgotten.
NAMED_FILTERS = {
    "state=Engagement.State.LIVE": "Engagement.objects.live()",
    "state__in=LIVING": "Delegation.objects.living()",
    "state__in=SAID_NO": "Delegation.objects.said_no()",
    "lifted_at__isnull=True": "LegalHold.objects.standing()",
    "state__in=WAITING_TO_LEAVE": "Letter.objects.waiting()",
}


def test_a_filter_that_has_a_name_goes_by_it() -> None:
    again = {
        f"{named(path)}: {name}"
        for path in sources(r"^(?!engagements/models/)")
        for text in [path.read_text(encoding="utf-8")]
        for written, name in NAMED_FILTERS.items()
        if written in text
    }
    assert again == set()


def test_nothing_reads_the_council_where_none_is_passed() -> None:
    """One reading a request or sweep is passed on (civic/queries/council_now.py);
    a default would hide the second.
    """
    found = {
        name
        for path in sources()
        for name, _, node in functions(path)
        for argument in [*node.args.args, *node.args.kwonlyargs]
        if argument.annotation
        and re.search(r"\b(CouncilNow|Tenure)\b.*None", ast.unparse(argument.annotation))
    }
    assert found == set()


# Django writes them into a first migration itself; they check what is typed, and change no row.
# What Django writes into a migration by its path: a validator, and the kind of a constraint.
WRITTEN_BY_DJANGO = {"civic.models.validators", "guards.composite_key"}


def test_migrations_read_nothing_of_ours_that_may_change_later() -> None:
    """What a migration did yesterday it does tomorrow: words it needs stand beside it."""
    imported = {
        (named(path), module)
        for package in PACKAGES
        for path in sorted((ROOT / package).glob("migrations/*.py"))
        for node in ast.walk(tree_of(path))
        for module in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [name.name for name in node.names]
            if isinstance(node, ast.Import)
            else []
        )
        if module.partition(".")[0] in PACKAGES
    }
    assert {pair for pair in imported if pair[1] not in WRITTEN_BY_DJANGO} == set()


def test_the_pages_of_the_council_name_no_other_apps_page() -> None:
    """Each app brings its own (docs/decisions/0014-apps-bring-their-own-menus.md)."""
    folders = ("civic", "parts", "account", "mfa", "govuk", "allauth")
    paths = [path for folder in folders for path in sorted((TEMPLATES / folder).rglob("*.html"))]
    others = re.compile(r"""["'](demo|engagements|handbook|reports):""")
    assert [
        named(path)
        for path in [*paths, *TEMPLATES.glob("*.html"), *sources(r"^civic/")]
        if others.search(path.read_text(encoding="utf-8"))
    ] == []


# Words that were given up, each with the one word there is for the thing now.
# The services by the names they had: the name, a dot and what was called.
MOVED = {
    "services/steps": "moving|triaging|deciding|delegating|answering|correcting|keeping_up",
    "services/intake": "drafting|receiving|attaching|intake_limits",
    "services/letters": "replying|composing|previewing|pursuing",
    "services/mail": "mailing|delivering|delivering_links|delivering_notices|notifying|waking",
    "services": "consulting|tasking|disclosing|erasing|retaining|handing_over|linking|noting",
}
GIVEN_UP = {
    **{rf"\b({names})\.[a-z]|`({names})`": room for room, names in MOVED.items()},
    r"(?i)reading.?room": "read-only admin",
    r"office/replies": "office/letters",
    r"(?i)\b_?own_drafts?\b": "own_submission: a draft is a letter that nobody has released",
    r"\blink_lost": "lost_link",
    r"\borganiser_door\b": "organiser_link",
    r"\bclosed_door\b": "open_again",
    r"\bwhat_next\b": "explore for the explorer, lead_on after a step",
    r"\bDrawnInvitation\b": "IntakeFormBase",
    r"\b_OTHER_KINDS\b": "_NOT_STEPS",
    r"\bHEARD\b": "WORD_GIVEN",
    r"\b(sends?|queue[sd]?|write[sn]?|due|waiting) notices?\b": (
        "notification: a notice is what a council asks for, or the law"
    ),
}


def test_one_thing_has_one_word() -> None:
    again = {
        f"{named(path)}: {found[0]}, now {word}"
        for path in committed()
        if path.suffix in (".py", ".html", ".txt", ".md") and path.name != "test_house_rules.py"
        if "migrations" not in path.parts
        for text in [path.read_text(encoding="utf-8")]
        for old, word in GIVEN_UP.items()
        if (found := re.search(old, text))
        if not (found[0].endswith(("notice", "notices")) and "mail" in path.parts)
    }
    assert again == set()


def settings_of_tools() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_app_has_its_place_among_the_layers_and_its_coverage_measured() -> None:
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    contracts = settings_of_tools()["tool"]["importlinter"]
    (layers,) = (one["layers"] for one in contracts["contracts"] if one["id"] == "apps")
    placed = {app for layer in layers for app in re.split(r"\s*\|\s*", layer)}
    assert apps <= placed == set(contracts["root_packages"]) == set(measure.PACKAGES) == set(PACKAGES)


def test_the_version_is_said_alike_everywhere() -> None:
    """The footer and `manage.py version` say civic.VERSION."""
    assert settings_of_tools()["project"]["version"] == civic.VERSION
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## (\d+\.\d+\.\d+) – [A-Z][a-z]+ \d{4}$", changelog, re.MULTILINE)
    assert released[:1] == [civic.VERSION]


def test_only_the_first_letter_of_a_sentence_is_changed() -> None:
    """`capitalize` makes the rest small: the Deputy becomes a deputy, whose title is then never put in."""
    found = [
        named(path)
        for path in sources(r"^(?!civic/views/downloads)")
        if ".capitalize()" in path.read_text(encoding="utf-8")
    ]
    assert found == [], "civic.wording.capital leaves the rest as it is"


LOOKED_INTO = (ast.Attribute, ast.Subscript, ast.Compare, ast.comprehension, ast.For, ast.Starred)


def test_no_page_looks_into_what_was_sent_itself() -> None:
    """It is handed whole to a form or to a parser (civic.forms.sent), which make something known of it."""
    found = []
    for path in (path for path in sources() if "views" in path.relative_to(ROOT).parts):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        around = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        found += [
            f"{named(path)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr in {"POST", "GET", "FILES"}
            and isinstance(node.value, ast.Name)
            and node.value.id == "request"
            and isinstance(around[node], LOOKED_INTO)
        ]
        # What a form was given is as raw, before the form has made something of it.
        found += [
            f"{named(path)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and (
                (node.attr == "data" and "form" in ast.unparse(node.value))
                or (node.attr == "value" and isinstance(node.value, ast.Subscript))
            )
        ]
    assert found == []
