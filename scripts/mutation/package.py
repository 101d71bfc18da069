"""The package: its targets, the tests of each, and a copy of its files to be changed."""

import functools
import json
import os
import re
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORK = os.path.join(ROOT, ".build-mutate")
TREE = os.path.join(WORK, "tree")


@functools.cache
def files():
    """Every file of the working tree that git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = {name for name in listed.stdout.decode().split("\0") if name}
    return sorted(name for name in names if os.path.isfile(os.path.join(ROOT, name)))


@functools.cache
def content(name):
    """What a file held when it was first looked at: the tree may change while a sample runs."""
    with open(os.path.join(ROOT, name), "rb") as file:
        return file.read()


def write_tree(replaced):
    """Makes the copy equal to the working tree but for the texts in `replaced`; files that are
    the same already keep their date, so that a build has little to do."""
    wanted = set(replaced)
    for name in files():
        wanted.add(name)
        source, copy = os.path.join(ROOT, name), os.path.join(TREE, name)
        mode = os.stat(source).st_mode if os.path.exists(source) else 0o644
        write(copy, replaced[name].encode() if name in replaced else content(name), mode)
    for name in set(replaced) - set(files()):
        write(os.path.join(TREE, name), replaced[name].encode(), 0o644)
    for folder, folders, names in os.walk(TREE):
        folders[:] = [name for name in folders if not name.startswith(".build")]
        for name in names:
            path = os.path.join(folder, name)
            if os.path.relpath(path, TREE) not in wanted:
                os.remove(path)


def write(path, new, mode):
    if os.path.exists(path):
        with open(path, "rb") as file:
            if file.read() == new:
                return
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(new)
    os.chmod(path, mode)


# A type at the top of a file, with or without an attribute before it.
TYPE = re.compile(
    r"^(?:@\w+(?:\([^\n]*?\))?\s+)*(?:struct|final class|class|enum|actor) (\w+)", re.MULTILINE)


class Package:
    def __init__(self):
        described = subprocess.run(
            ["swift", "package", "dump-package"], cwd=ROOT, capture_output=True, check=True)
        targets = json.loads(described.stdout)["targets"]
        self.uses = {target["name"]: self.dependencies(target) for target in targets}
        self.tests = {
            target["name"]: target.get("path") or "Tests/" + target["name"]
            for target in targets if target["type"] == "test"}
        self.sources = {}
        everything = files()
        for target in targets:
            folder = (target.get("path") or "Sources/" + target["name"]) + "/"
            if target["type"] not in ("regular", "executable") or folder.startswith("Tests/"):
                continue
            swift = [n for n in everything if n.startswith(folder) and n.endswith(".swift")]
            if swift:
                self.sources[target["name"]] = swift
        self.files = everything

    def dependencies(self, target):
        names = [list(d.values())[0][0] for d in target["dependencies"] if "product" not in d]
        return set(names)

    def tests_of(self, target):
        """The target's own tests; where it has none, those of the targets nearest above it."""
        if target + "Tests" in self.tests:
            return [target + "Tests"]
        users = {target}
        while users:
            users = {name for name, uses in self.uses.items() if uses & users}
            tests = sorted(users & set(self.tests))
            tests += [u + "Tests" for u in sorted(users) if u + "Tests" in self.tests]
            if tests:
                return sorted(set(tests))
        return []

    def tests_using(self, target):
        """The tests of other targets of which a file imports this one."""
        own = self.tests_of(target)
        found = re.compile(r"^(?:@testable )?import %s$" % target, re.MULTILINE)
        return sorted(
            test for test, folder in self.tests.items() if test not in own and any(
                name.startswith(folder + "/") and name.endswith(".swift")
                and found.search(content(name).decode()) for name in self.files))

    def suites_with_programs(self, test):
        """The suites and free tests of a test target that start the program or a terminal: their
        files name what starts one, or a type from such a file."""
        texts = {}
        for name in self.files:
            if name.startswith(self.tests[test] + "/") and name.endswith(".swift"):
                texts[name] = content(name).decode()
        starters, found = {r"PseudoTerminal[.(]", r"\bProcess\("}, set()
        while True:
            more = {n for n, text in texts.items() if any(re.search(s, text) for s in starters)} - found
            if not more:
                break
            found |= more
            for name in more:
                starters |= {r"\b%s[.(]" % type for type in TYPE.findall(texts[name])}
        names = set()
        for name in found:
            names |= set(TYPE.findall(texts[name]))
            names |= set(re.findall(r"^(?:@Test.*\n?)?func (\w+)", texts[name], re.M))
        return sorted(names)
