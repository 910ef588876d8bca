"""What is checked before each commit is what `make check` checks."""

from pathlib import Path

import pytest
import yaml

from tools import check

HOOKS = Path(__file__).parent.parent / ".pre-commit-config.yaml"
CODE = ["lint (ruff)", "format (ruff)", "templates (djade)"]
SECONDS = [
    "locked requirements",
    *CODE,
    "import contracts",
    "protocol page",
    "migrations",
    "deployment",
]


def test_hooks_run_the_quick_checks_and_fetch_nothing() -> None:
    [local] = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))["repos"]
    assert local["repo"] == "local"
    assert [hook["name"] for hook in local["hooks"]] == SECONDS
    for hook in local["hooks"]:
        assert (hook["language"], hook["pass_filenames"]) == ("system", False)
        assert hook["entry"] == f'.venv/bin/python tools/check.py "{hook["name"]}"'
        assert hook["name"] in check.checks()


def test_a_check_that_is_none_is_one_sentence() -> None:
    with pytest.raises(SystemExit, match=r"^No check is called spelling; there are: locked requirements, "):
        check.main(["spelling"])
