"""What was found beside what is known to be there: expected lists, counted by hand in the source.

An expected list is JSON: `{"from": "...", "expected": {pattern: {site: count}}}`. `from` says which
source was read; a count is of places in the step, as `model.layers.*.mlp.gate` 4 for four layers.
A plain number instead of `{site: count}` is of all sites. Patterns that the list leaves out must
not be found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from workbench.errors import BadInput, Usage
from workbench.schema import Candidate
from workbench.suggest.locate import plain

EXPECTED_BYTES_MAX = 1 << 20


@dataclass(frozen=True)
class Expected:
    """An expected list: pattern -> count by site, or of all sites. source: what was read for it."""

    expected: Mapping[str, Mapping[str, int] | int]
    source: str = ""


@dataclass(frozen=True)
class Recall:
    """One pattern: places expected, found among them, and found where none was expected.

    differs: a line for each site with too few or too many.
    """

    pattern: str
    expected: int
    found: int
    wrong: int
    differs: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether everything was found and nothing else."""
        return self.found == self.expected and not self.wrong


class _File(msgspec.Struct, rename={"source": "from"}):
    expected: dict[str, dict[str, int] | int]
    source: str = ""


def read_expected(path: Path) -> Expected:
    """Read an expected list. Raises Usage when there is none, BadInput for anything else."""
    try:
        if path.stat().st_size > EXPECTED_BYTES_MAX:
            raise BadInput(f"{path}: larger than {EXPECTED_BYTES_MAX >> 20} MiB")
        found = msgspec.json.decode(path.read_bytes(), type=_File)
    except FileNotFoundError:
        raise Usage(
            f"{path}: no expected list there; count by hand what the model's source holds, as "
            '{"expected": {"rms_norm": {"model.norm": 1}}}'
        ) from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: not an expected list: {error}") from None
    return Expected(found.expected, found.source)


def recall(
    candidates: Iterable[Candidate], patterns: Iterable[str], expected: Expected
) -> tuple[Recall, ...]:
    """Compare what was found of each of `patterns` (names) with what was expected, by site.

    Raises Usage for an expected pattern that does not exist.
    """
    names = sorted(patterns)
    for name in expected.expected:
        if name not in names:
            raise Usage(f"no pattern named {name!r}; see `workbench patterns`")
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for one in candidates:
        if one.evidence == "pattern" and one.pattern in found:
            found[one.pattern][_plain(one.site)] += one.detail["matches"]
    return tuple(_compare(name, expected.expected.get(name, 0), found[name]) for name in names)


def _compare(pattern: str, wanted: Mapping[str, int] | int, found: Counter[str]) -> Recall:
    if isinstance(wanted, int):
        total = found.total()
        differs = () if total == wanted else _everywhere(wanted, found)
        return Recall(pattern, wanted, min(total, wanted), max(total - wanted, 0), differs)
    by_site = Counter({_plain(site): 0 for site in wanted})
    for site, count in wanted.items():
        by_site[_plain(site)] += count
    lines = [
        f"{site or '(no module)'}: {found[site]} found, {by_site[site]} expected"
        for site in sorted({*by_site, *found})
        if found[site] != by_site[site]
    ]
    right = (found & by_site).total()
    return Recall(pattern, by_site.total(), right, found.total() - right, tuple(lines))


def _everywhere(wanted: int, found: Counter[str]) -> tuple[str, ...]:
    where = ", ".join(
        f"{count} at {site or '(no module)'}" for site, count in sorted(found.items())
    )
    return (f"{found.total()} found ({where or 'nowhere'}), {wanted} expected",)


def _plain(site: str) -> str:
    """A site without the classes that tell modules of one name apart."""
    return ".".join(map(plain, site.split(".")))
