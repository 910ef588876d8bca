"""docs/runbook.md has something to say of each thing that can turn red."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.db import connection
from django.utils import timezone

from civic.machine import metrics
from engagements.queries import machine
from engagements.views.machine import families
from tests.test_conventions import committed

ROOT = Path(__file__).parent.parent
RUNBOOK = (ROOT / "docs/runbook.md").read_text(encoding="utf-8")
ALERTS = (ROOT / "docs/prometheus-alerts.yml").read_text(encoding="utf-8")
RULES = [rule for group in yaml.safe_load(ALERTS)["groups"] for rule in group["rules"]]
HEADINGS = "\n".join(re.findall(r"^#+ .*", RUNBOOK, re.MULTILINE))


@pytest.fixture
def exposed(db: None) -> dict[str, Any]:
    """The name of each metric, as Prometheus knows it, with the labels it has."""
    seen = machine.read(timezone.now(), broker_answers=True)
    read = [*families(seen), *metrics.REGISTRY.collect()]
    names = {"civic_database_up"}
    for family in read:
        names |= {f"{family.name}_total"} if family.type == "counter" else {family.name}
    return dict.fromkeys(names)


@pytest.mark.django_db
def test_every_check_of_readyz_has_its_section() -> None:
    names = [
        "database",
        *(check.name for check in machine.judged(machine.read(timezone.now(), broker_answers=True))),
    ]
    assert [name for name in names if f"`{name}`" not in HEADINGS] == []


def test_every_alert_has_its_section() -> None:
    alerts = [rule["alert"] for rule in RULES]
    assert len(alerts) == len(set(alerts)) > 10
    assert [alert for alert in alerts if f"**{alert}**" not in RUNBOOK and alert not in HEADINGS] == []
    assert sorted(set(re.findall(r"\bCivic[A-Z]\w+", RUNBOOK)) - set(alerts)) == []


@pytest.mark.django_db
def test_every_check_has_an_alert() -> None:
    checks = [check.name for check in machine.judged(machine.read(timezone.now(), broker_answers=True))]
    asked = re.findall(r'civic_check_good\{check=~?"([^"]+)"\}', ALERTS)
    # Whether the broker answers is a metric of its own.
    assert [
        name
        for name in checks
        if name != "broker" and not any(re.fullmatch(pattern, name) for pattern in asked)
    ] == []


def test_every_metric_is_explained_and_has_its_alert(exposed: dict[str, Any]) -> None:
    assert sorted(name for name in exposed if f"`{name}`" not in RUNBOOK) == []
    expressions = " ".join(rule["expr"] for rule in RULES)
    asked = {name.removesuffix("_bucket") for name in re.findall(r"\bcivic_[a-z_]+", expressions)}
    assert asked == set(exposed)


def test_every_alert_says_how_grave_it_is_and_what_is_the_matter() -> None:
    assert {rule["labels"]["severity"] for rule in RULES} == {"page", "ticket"}
    assert [rule["alert"] for rule in RULES if not rule["annotations"]["summary"].endswith(".")] == []


def test_every_check_of_the_system_is_explained() -> None:
    code = [path for path in committed() if path.suffix == ".py" and "tests" not in path.parts]
    found = {
        identity
        for path in code
        for identity in re.findall(r"\b[a-z]+\.E\d{3}\b", path.read_text(encoding="utf-8"))
    }
    assert found >= {"engagements.E001", "protocols.E001"}
    assert sorted(identity for identity in found if f"`{identity}`" not in RUNBOOK) == []


def test_every_setting_of_staleness_is_named_with_its_default() -> None:
    for name, seconds in settings.STALE_AFTER.items():
        assert re.search(rf"`STALE_AFTER_{name.upper()}` \({seconds}\b", RUNBOOK), name
    assert f"`TROUBLED_LETTERS` ({settings.TROUBLED_LETTERS} " in RUNBOOK


@pytest.mark.django_db
def test_every_table_of_a_command_exists() -> None:
    tables = set(re.findall(r"\b(?:FROM|UPDATE|INTO) ((?:engagements|civic)_\w+)", RUNBOOK))
    assert "engagements_sweeprun" in tables
    assert sorted(tables - set(connection.introspection.table_names())) == []
