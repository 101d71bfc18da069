"""The changes of holes.toml: meanings that the tests once did not notice."""

import os
import tomllib

from .changes import Change

LIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "holes.toml")


def holes(file, source):
    """The changes of one file; ends the program where it does not hold one's code once."""
    with open(LIST, "rb") as listed:
        entries = [hole for hole in tomllib.load(listed)["hole"] if hole["file"] == file]
    found = []
    for entry in entries:
        was, now = entry["was"], entry["now"]
        if source.count(was) != 1:
            raise SystemExit(
                f"{file} holds this {source.count(was)} times, and not once: {was}\n"
                f"It is the hole “{entry['what']}” of scripts/mutation/holes.toml; bring it up to date.")
        start = source.index(was)
        text = "(mutantInUse == {id} ? (%s) : ({was}))" % now
        if "{on}" in now:
            text = now.replace("{on}", "(mutantInUse == {id})")
        line = source.count("\n", 0, start) + 1
        edits = [(start, start + len(was), text)]
        found.append(Change("hole", file, line, "open", entry["what"], edits, None))
    return found
