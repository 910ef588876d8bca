"""What this project promises about its own text: each rule of CONTRIBUTING.md that a machine can see."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import crispy_forms
import pytest
from django.apps import apps
from django.db.models import DateTimeField
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.loaders import cached, filesystem

ROOT = Path(__file__).parent.parent
PACKAGES = ("civic", "demo", "engagements", "guards", "handbook", "printing", "protocols", "reports")
TEMPLATES = ROOT / "templates"
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_VIEW = 400, 60, 25
# In Python it is 110, which ruff holds.
WIDEST_TEMPLATE = 140


def sources(*patterns: str) -> Iterator[Path]:
    """Our Python files, migrations apart, whose path matches one of the patterns; all without one."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name and (
                not patterns or any(re.search(pattern, name) for pattern in patterns)
            ):
                yield path


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def committed() -> list[Path]:
    """Every text file that a clone has."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    paths = [
        ROOT / name for name in listed.split("\0") if name and not name.endswith((".png", ".pdf", ".docx"))
    ]
    return [path for path in paths if path.is_file()]


# --- Who may write what -------------------------------------------------------------------------------------

WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "asave",
    "acreate",
}
MANAGERS = {"objects", "all", "filter", "exclude", "select_for_update"}


def writes_records(call: ast.Call) -> bool:
    """A call that writes: .save(), .create() and so on;
    .update() when it follows a query (dictionaries have one, too).
    """
    if not isinstance(call.func, ast.Attribute):
        return False
    before = call.func.value
    follows_query = (
        isinstance(before, ast.Call)
        and isinstance(before.func, ast.Attribute)
        and before.func.attr in MANAGERS
    )
    on_manager = isinstance(before, ast.Attribute) and before.attr in MANAGERS
    return call.func.attr in WRITES or (call.func.attr == "update" and (follows_query or on_manager))


def test_screens_and_tasks_write_no_records() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in sources(
            r"/views(/|\.py)",
            r"/forms(/|\.py)",
            r"/tasks\.py",
            r"/admin(/|\.py)",
            r"/templatetags/",
            r"/queries/",
        )
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and writes_records(node)
    ]
    assert found == [], "a service writes; these call it"


def writes_of_stage(path: Path) -> Iterator[str]:
    for node in ast.walk(tree_of(path)):
        targets = (
            node.targets
            if isinstance(node, ast.Assign)
            else [node.target]
            if isinstance(node, ast.AugAssign | ast.AnnAssign)
            else []
        )
        if any(isinstance(target, ast.Attribute) and target.attr == "stage" for target in targets):
            yield "assigns"
        if isinstance(node, ast.Call) and any(keyword.arg == "stage" for keyword in node.keywords):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("update", "create", "Invitation", "get_or_create", "update_or_create"):
                yield "makes" if called in ("create", "Invitation") else "updates"


def test_stage_is_written_in_one_place_and_given_once_at_registration() -> None:
    writers = {named(path): sorted(set(writes_of_stage(path))) for path in sources()}
    writers = {name: kinds for name, kinds in writers.items() if kinds}
    moving = writers.pop("engagements/services/steps/transitions.py", [])
    assert set(moving) & {"assigns", "updates"}
    assert writers == {"engagements/services/intake/registration.py": ["makes"]}


# --- Names --------------------------------------------------------------------------------------------------

# Moments that no person makes: when something is, ends or falls due, or what a machine or an organiser did.
NOBODYS_ACT = {
    "civic.Term.begins_at": "the moment of entitlement; recorded_by wrote it down",
    "civic.Term.ends_at": "as begins_at",
    "civic.ActingPeriod.begins_at": "when the Deputy begins to act; recorded_by wrote it down",
    "civic.ActingPeriod.ends_at": "as begins_at",
    "civic.Person.joined_at": "the account's age; who added it stands in the council's changes",
    "engagements.Invitation.starts_at": "when the event begins",
    "engagements.Invitation.ends_at": "when the event ends",
    "engagements.Decision.event_starts_at": "when the event was to begin",
    "engagements.Decision.event_ends_at": "when the event was to end",
    "engagements.Engagement.starts_at": "when the event begins",
    "engagements.Engagement.ends_at": "when the event ends",
    "engagements.Engagement.made_at": (
        "made by the decision or delegation it rests on, which names its person"
    ),
    "engagements.TelephoneCall.called_at": "when the telephone rang; written_by made the note",
    "engagements.Question.given_up_at": (
        "the protocol's own time ran out, or the record names who stopped waiting"
    ),
    "engagements.LegalAdvice.recalled_at": "the record entry of the recall names its officer",
    "engagements.Delegation.asked_at": "asked by the Mayor's decision it rests on, which names its person",
    "engagements.Delegation.event_at": "the event's date when the Deputy was asked",
    "engagements.Interest.declared_at": (
        "declared by the office-holder it belongs to; recorded_by wrote it down"
    ),
    "engagements.Letter.drafted_at": "drafted by the protocol's row",
    "engagements.Letter.next_attempt_at": "due time of the worker",
    "engagements.Letter.sent_at": "by the worker",
    "engagements.Notification.next_attempt_at": "due time of the worker",
    "engagements.Notification.queued_at": "by the step it tells of",
    "engagements.Notification.sent_at": "by the worker",
    "engagements.RecordHead.made_at": "by the worker, once a day",
    "engagements.AccountMail.next_attempt_at": "due time of the worker",
    "engagements.AccountMail.queued_at": "by whoever changed the account, or asked for a password",
    "engagements.AccountMail.sent_at": "by the worker",
    "engagements.IntakeCount.began_at": "by whoever sends the public form, kept as a hash",
    "engagements.LinkRequest.next_attempt_at": "due time of the worker",
    "engagements.LinkRequest.queued_at": "asked by whoever filled in the public page",
    "engagements.LinkRequest.sent_at": "by the worker",
    "engagements.RetentionRun.finished_at": "by the worker; approved_by says on whose word",
    "engagements.Erasure.erased_at": "its run names who approved it",
    "engagements.PutOff.next_try_at": "due time of the worker",
    "engagements.SweepRun.started_at": "by the worker",
    "engagements.SweepRun.finished_at": "by the worker",
    "engagements.MailServer.said_yes_at": "said by the mail server",
    "engagements.OrganiserLink.made_at": "made with the letter that carries it",
    "engagements.OrganiserLink.expires_at": "a due time",
}


def test_every_moment_of_a_persons_act_names_the_person() -> None:
    missing, excused = [], set()
    for model in (model for model in apps.get_models() if model._meta.app_label in PACKAGES):
        names = {field.name for field in model._meta.get_fields()}
        for field in model._meta.concrete_fields:
            if not isinstance(field, DateTimeField):
                continue
            label = f"{model._meta.label}.{field.name}"
            has_person = field.name.removesuffix("_at") + "_by" in names or (
                field.name == "at" and "by" in names
            )
            if label in NOBODYS_ACT:
                excused.add(label)
            elif field.name.endswith("_at") and not has_person:
                missing.append(label)
    assert missing == [], "give it its _by, or say in NOBODYS_ACT whose act it is"
    assert excused == set(NOBODYS_ACT), "no longer fields of any model"


def test_no_module_is_named_for_having_no_subject() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "base_utils", "signals"}
    assert [
        named(path) for path in sources() if vague & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ] == []


# --- Sizes --------------------------------------------------------------------------------------------------


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    every = [*sources(), *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in every}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def functions(path: Path) -> Iterator[tuple[str, int, ast.FunctionDef]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef):
            yield f"{named(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1, node


def test_no_function_is_too_long_to_be_understood_at_once() -> None:
    assert {
        name: lines for path in sources() for name, lines, _ in functions(path) if lines > LONGEST_FUNCTION
    } == {}


def test_no_template_line_is_longer_than_140_columns() -> None:
    """Those of the tests' own pages, too."""
    templates = [TEMPLATES / name for name in template_names()] + sorted((ROOT / "tests").rglob("*.html"))
    assert [
        f"{named(path)}:{number}"
        for path in templates
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > WIDEST_TEMPLATE
    ] == []


def test_views_ask_check_call_and_answer_in_few_lines() -> None:
    views = (entry for path in sources(r"/views(/|\.py)") for entry in functions(path))
    assert {name: lines for name, lines, node in views if takes_request(node) and lines > LONGEST_VIEW} == {}


def takes_request(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "request"


# --- Templates ----------------------------------------------------------------------------------------------


def template_names() -> list[str]:
    return [path.relative_to(TEMPLATES).as_posix() for path in sorted(TEMPLATES.rglob("*")) if path.is_file()]


def replaces_a_packages_own(name: str) -> bool:
    """Django, allauth and others ask for it by name; ours stands before theirs."""
    django = engines["django"]
    assert isinstance(django, DjangoTemplates)
    [cache] = django.engine.template_loaders
    assert isinstance(cache, cached.Loader)
    folders = [
        Path(folder)
        for loader in cache.loaders
        if isinstance(loader, filesystem.Loader)
        for folder in loader.get_dirs()
    ]
    return any(
        (folder / name).is_file()
        for folder in folders
        if ROOT not in folder.parents or ".venv" in folder.parts
    )


def test_every_template_is_used() -> None:
    ours = [*sources(), *(ROOT / "tests").rglob("*.py")]
    text = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*ours, *TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]
    )
    pack = "\n".join(
        path.read_text(encoding="utf-8") for path in Path(crispy_forms.__file__).parent.rglob("*.py")
    )
    by_django = {"400.html", "403.html", "404.html", "403_csrf.html"}
    unused = [
        name
        for name in template_names()
        if name not in by_django
        and not re.search(rf"""["']{re.escape(name)}["']""", text)
        and not (name.startswith("govuk/") and name.removeprefix("govuk") in pack)
        and not replaces_a_packages_own(name)
    ]
    assert unused == []


def test_no_template_decides_a_button_by_the_stage() -> None:
    compares = re.compile(r"{%\s*(el)?if\b[^%]*\.stage\s*(==|!=|in\b)")
    assert [
        name for name in template_names() if compares.search((TEMPLATES / name).read_text(encoding="utf-8"))
    ] == []


def test_no_template_carries_style_or_script_of_its_own() -> None:
    inline = re.compile(
        r"""<style|\sstyle=|<script(?![^>]*(\bsrc=|type="application/json"))|\son[a-z]+=|javascript:""",
        re.IGNORECASE,
    )
    assert [
        name for name in template_names() if inline.search((TEMPLATES / name).read_text(encoding="utf-8"))
    ] == []


def test_no_page_asks_a_third_party_for_anything() -> None:
    outside = re.compile(
        r"""(src|srcset|action)=["']?(https?:)?//|<link[^>]*href=["']?(https?:)?//""", re.IGNORECASE
    )
    assert [
        name for name in template_names() if outside.search((TEMPLATES / name).read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("title", ["Lord Mayor", "Town Mayor", "Deputy Mayor", "Madam Mayor", "Mr Mayor"])
def test_no_page_calls_the_office_by_one_councils_title(title: Any) -> None:
    comment = re.compile(r"{#.*?#}|{% comment.*?endcomment %}", re.DOTALL)
    texts = {
        name: comment.sub("", (TEMPLATES / name).read_text(encoding="utf-8")) for name in template_names()
    }
    assert [name for name, text in texts.items() if title in text] == []


# --- The rest -----------------------------------------------------------------------------------------------


def test_core_of_the_protocol_is_plain_python() -> None:
    modules = [
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".")
        for path in sources(r"^protocols/core/")
    ]
    load = (
        f"import sys, importlib; [importlib.import_module(name) for name in {modules!r}]; "
        "print(*sorted(sys.modules))"
    )
    # Without our environment: coverage, where it measures, would load things of its own.
    loaded = subprocess.run(
        [sys.executable, "-c", load], cwd=ROOT, env={}, capture_output=True, text=True, check=True
    ).stdout.split()
    assert {name.split(".")[0] for name in loaded} & {
        "django",
        "celery",
        "civic",
        "engagements",
        "sqlite3",
        "psycopg2",
    } == set()


def test_core_of_the_protocol_reads_no_clock() -> None:
    told = re.compile(r"\b(now|today|utcnow|time)\(\)")
    assert [
        named(path) for path in sources(r"^protocols/core/") if told.search(path.read_text(encoding="utf-8"))
    ] == []


def test_nothing_that_an_organiser_may_read_accuses_anybody() -> None:
    """Records are disclosable, and these words blame (P6)."""
    ours = [
        path
        for path in committed()
        if path.suffix in (".py", ".html", ".txt", ".md", ".css", ".scss") and "tests" not in path.parts
    ]
    blaming = re.compile(r"\b(engineered|solicited|solicitation)\b", re.IGNORECASE)
    assert [named(path) for path in ours if blaming.search(path.read_text(encoding="utf-8"))] == []


def test_nothing_names_the_machine_it_was_written_on() -> None:
    folders = re.compile(r"(?<![\w.])/(work|root|home|Users)/\w")
    assert [
        named(path)
        for path in committed()
        if folders.search(path.read_text(encoding="utf-8", errors="replace"))
    ] == []
