"""The locks of requirements: what is installed, to the last package and with the hashes of its files.

A person pins in requirements.in and requirements-dev.in, with the reason beside each pin; `make lock` works
out what those need in turn (UPGRADE=1 looks for newer versions of that) and writes requirements.txt and
requirements-dev.txt, for every Python from 3.11 and every machine. `--check` compares, without a network.
"""

import re
import subprocess
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
# The second is locked within the first, so that one environment can hold both.
NAMES = ("requirements", "requirements-dev")
UV = [str(Path(sys.executable).parent / "uv"), "pip", "compile", "--quiet", "--generate-hashes"]
UV += ["--universal", "--python-version", "3.11", "--no-emit-index-url"]
UV += ["--annotation-style", "line", "--custom-compile-command", "make lock"]
Pins = dict[str, str]
# A package of a lock: its pin, its hashes and what asked for it.
_LOCKED = re.compile(
    r"""
    ^(?P<pin> [^\#\s-] [^\\\n]*? )
    (?P<hashes> (?: [ ]\\\n[ ]+--hash=\S+ )* )
    \n[ ]+\#[ ]via[ ](?P<via>.*)$
    """,
    re.MULTILINE | re.VERBOSE,
)
_EXACT = re.compile(r"==([^*,]+)")


def lock(*, upgrade: bool) -> None:
    for name in NAMES:
        options = ["--upgrade"] if upgrade else []
        subprocess.run([*UV, *options, f"{name}.in", "--output-file", f"{name}.txt"], cwd=ROOT, check=True)


def differences(folder: Path) -> list[str]:
    """What is wrong with the locks in a folder, a sentence each."""
    found: list[str] = []
    for name in NAMES:
        wanted = _wanted(folder / f"{name}.in")
        locked, asked, bare = _locked(folder, name)
        found += [f"{name}.in pins {each} to no version." for each, version in wanted.items() if not version]
        found += [
            f"{name}.in has {each}=={version}, {name}.txt {locked.get(each) or 'has it not'}: make lock."
            for each, version in wanted.items()
            if version and locked.get(each) != version
        ]
        unasked = sorted(asked - set(wanted))
        found += [f"{name}.txt has {each}, which {name}.in no longer wants: make lock." for each in unasked]
        found += [f"{name}.txt has no hash for {each}: make lock." for each in bare]
    return found


def _wanted(path: Path) -> Pins:
    """The pins of a person; '' for a package without an exact version."""
    lines = (line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    wanted = [Requirement(line) for line in lines if line and not line.startswith("-")]
    exact = {one.name: _EXACT.fullmatch(str(one.specifier)) for one in wanted}
    return {canonicalize_name(name): found[1] if found else "" for name, found in exact.items()}


def _locked(folder: Path, name: str) -> tuple[Pins, set[str], list[str]]:
    """All that is locked, what of it is there because a person pinned it, and what has no hash."""
    pins: Pins = {}
    asked: set[str] = set()
    bare: list[str] = []
    for found in _LOCKED.finditer((folder / f"{name}.txt").read_text(encoding="utf-8")):
        package = Requirement(found["pin"])
        key = canonicalize_name(package.name)
        pins[key] = str(package.specifier).removeprefix("==")
        if f"-r {name}.in" in found["via"].split(", "):
            asked.add(key)
        if not found["hashes"]:
            bare.append(key)
    return pins, asked, bare


def main(arguments: list[str]) -> int:
    if "--check" not in arguments:
        lock(upgrade="--upgrade" in arguments)
    wrong = differences(ROOT)
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
