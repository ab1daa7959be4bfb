"""What a message about an unknown name offers."""

from __future__ import annotations

from workbench.errors import KNOWN_CHARACTERS, unknown


def test_known_names_are_listed_whole() -> None:
    names = [f"mined-2add-sub-gt-{k:02}" for k in range(60)]
    told = str(unknown("candidate", "2", names, "List them."))
    listed = told.partition("Known: ")[2].removesuffix(". List them.")
    assert len(listed) <= KNOWN_CHARACTERS and listed.endswith(" and more")
    assert set(listed.removesuffix(", and more").split(", ")) < set(names)
    assert "Known: none." in str(unknown("capture", "x", ()))
