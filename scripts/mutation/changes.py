"""Finds the small changes of meaning that a Swift file offers.

Every change keeps the source's own operands where they stand and only respells one operator, or
wraps one literal, condition or statement, so that nothing needs to be parsed: the new spelling
looks at the switch and means the old or the changed thing (see switch.py).
"""

import re
from collections import namedtuple

from .tokens import tokens

# kind: what sort of change; was, now: how a person reads it;
# edits: (start, end, text) with {id} for the number and {op} for its spelling as an operator.
Change = namedtuple("Change", "kind file line was now edits declares")

OPERATORS = {
    "<": ["<=", ">"], "<=": ["<", ">"], ">": [">=", "<"], ">=": [">", "<"],
    "==": ["!="], "!=": ["=="],
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["/"],
    "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="],
    "&+": ["&-"], "&-": ["&+"], "&*": ["&+"],
    "&&": ["||"], "||": ["&&"], "&": ["|"], "|": ["&"], ">>": ["<<"], "<<": [">>"],
}
KINDS = {
    **dict.fromkeys(["<", "<=", ">", ">=", "==", "!="], "comparison"),
    **dict.fromkeys(["&&", "||"], "logic"),
}
# What only saves time or stops a defect of our own has no meaning that a test could see.
IDLE = re.compile(r"precondition|assert|fatalError|reserveCapacity|@available|#if|#available|hash\(")
STARTS_NO_STATEMENT = {
    "let", "var", "func", "case", "default", "if", "guard", "else", "for", "while", "switch", "do",
    "catch", "struct", "enum", "class", "actor", "extension", "protocol", "import", "init", "defer",
    "subscript", "typealias", "repeat", "public", "private", "fileprivate", "internal", "static",
    "mutating", "package", "nonisolated", "override", "final", "indirect", "lazy", "weak", "where",
    "infix", "prefix", "postfix", "operator", "precedencegroup", "associatedtype", "deinit", "get",
    "set", "throw", "super", "async", "convenience", "required", "some", "any", "inout", "in",
}


def closing(found, at):
    """The index of the bracket that closes the one at `at`, or none."""
    depth = 0
    for index in range(at, len(found)):
        if found[index].kind == "bracket":
            depth += 1 if found[index].text in "([{" else -1
            if depth == 0:
                return index
    return None


class Finder:
    def __init__(self, file, source):
        self.file, self.source, self.found, self.changes = file, source, tokens(source), []
        self.lines = source.split("\n")

    def all(self):
        for index, token in enumerate(self.found):
            if token.kind == "newline" or IDLE.search(self.lines[token.line - 1]):
                continue
            self.operator(index, token)
            self.range(index, token)
            self.literal(index, token)
            self.condition(index, token)
            self.extreme(index, token)
            self.statement(index, token)
        return self.changes

    def neighbour(self, index, step):
        index += step
        return self.found[index] if 0 <= index < len(self.found) else None

    def add(self, kind, token, was, now, edits, declares=None):
        self.changes.append(Change(kind, self.file, token.line, was, now, edits, declares))

    def text(self, start, end):
        return re.sub(r"\s+", " ", self.source[start:end])

    def operator(self, index, token):
        if token.kind != "operator":
            return
        before, after = self.neighbour(index, -1), self.neighbour(index, 1)
        if token.text == "!" and after and after.kind in ("name", "bracket") and (
            after.start == token.end and before.end != token.start or before.text in "([{"
        ):
            edit = [(token.start, token.end, "!{op}")]
            self.add("logic", token, "!" + after.text, after.text, edit, ("prefix", "!", "="))
        if not token.spaced or before is None or before.text == "func":
            return
        for other in OPERATORS.get(token.text, []):
            edit = [(token.start, token.end, token.text + "{op}")]
            kind = KINDS.get(token.text, "arithmetic")
            self.add(kind, token, token.text, other, edit, ("infix", token.text, other))

    def range(self, index, token):
        if token.text not in ("..<", "..."):
            return
        before, after = self.neighbour(index, -1), self.neighbour(index, 1)
        if before.end != token.start or after.start != token.end or after.text in "),]":
            return
        if before.text in "([," or before.kind == "operator":
            return
        other = "..." if token.text == "..<" else "..<"
        edit = [(token.start, token.end, token.text + "{op}")]
        self.add("range", token, token.text, other, edit, ("infix", token.text, other))

    def literal(self, index, token):
        before = self.neighbour(index, -1)
        if token.text in ("true", "false"):
            other = "false" if token.text == "true" else "true"
            edit = [(token.start, token.end, "mutatedFlag({id}, %s)" % token.text)]
            self.add("constant", token, token.text, other, edit)
        if token.kind == "integer" and not (before and before.text == "."):
            changed = ["+ 1"] if re.fullmatch("0[xob]?0*|1", token.text) else ["+ 1", "- 1"]
            for change in changed:
                call = "mutatedWhole({id}, %s, up: %s)" % (token.text, str(change[0] == "+").lower())
                edit = [(token.start, token.end, call)]
                self.add("constant", token, token.text, token.text + " " + change, edit)
        # Tolerances of rounding mean the same when they are a tenth larger.
        if token.kind == "decimal" and not re.fullmatch(r"\d(\.\d+)?e-(\d\d+|[6-9])", token.text):
            call = "mutatedDecimal({id}, %s)" % token.text
            edit = [(token.start, token.end, call)]
            self.add("constant", token, token.text, token.text + " × 1.1", edit)

    def condition(self, index, token):
        """Each plain part of `if a, b {` and `guard a, b else {`."""
        if token.text not in ("if", "guard"):
            return
        stop = "{" if token.text == "if" else "else"
        start, at = index + 1, index + 1
        while at < len(self.found):
            here = self.found[at]
            ends = here.text == stop and here.kind in ("bracket", "name")
            if ends or here.text == ",":
                self.part(self.found[start:at])
                start = at + 1
                if ends:
                    return
            elif here.text in "([{" and here.kind == "bracket":
                end = closing(self.found, at)
                if end is None:
                    return
                at = end
            elif here.text in ")]}" and here.kind == "bracket":
                return
            at += 1

    def part(self, part):
        part = [token for token in part if token.kind != "newline"]
        if not part or part[0].text in ("let", "var", "case") or part[0].text.startswith("#"):
            return
        start, end = part[0].start, part[-1].end
        was = self.text(start, end)
        edits = [(start, start, "mutatedCondition({id}, "), (end, end, ")")]
        self.add("condition", part[0], was, "!(%s)" % was, edits)

    def extreme(self, index, token):
        """`min` and `max` as functions of two."""
        before, after = self.neighbour(index, -1), self.neighbour(index, 1)
        if token.text not in ("min", "max") or not after or after.text != "(":
            return
        if after.start != token.end or before.text in (".", "func"):
            return
        other = "max" if token.text == "min" else "min"
        edit = [(token.start, after.end, "mutated%s({id}, " % token.text.capitalize())]
        self.add("extreme", token, token.text, other, edit)

    def statement(self, index, token):
        """A call, an assignment, a return, a break or a continue that stands on one line."""
        before = self.neighbour(index, -1)
        if before is None or not (before.kind == "newline" or before.text == "{"):
            return
        if token.kind != "name" or token.text in STARTS_NO_STATEMENT or token.text[0] in "@#$_":
            return
        if token.text == "self" and self.neighbour(index, 3).text == "=":
            return  # An initializer has to set everything.
        end, at = None, index
        while at < len(self.found):
            here = self.found[at]
            if here.kind == "newline" or here.text in ("}", ")", "]"):
                break
            if here.kind == "bracket":
                close = closing(self.found, at)
                if close is None or self.found[close].line != token.line:
                    return
                at = close
            end = self.found[at]
            at += 1
        following = next((t for t in self.found[at:] if t.kind != "newline"), None)
        if end is None or (following and (following.text.startswith(".") or following.kind == "operator")):
            return
        words = self.found[index:at]
        single = len(words) == 1 and token.text not in ("return", "break", "continue")
        if single or (len(words) > 1 and words[1].text in (":", ",", "in")):
            return
        if not any(t.text in ("(", "=", "+=", "-=", "return", "break", "continue") for t in words):
            return
        if token.text == "return" and not self.inside_if(index):
            return
        was = self.text(token.start, end.end)
        edits = [(token.start, token.start, "if mutantKeeps({id}) { "), (end.end, end.end, " }")]
        self.add("statement", token, was, "(dropped)", edits)

    def inside_if(self, index):
        """Whether the statement opens the block of an `if`, so that it can be left out."""
        opening = next((t for t in reversed(self.found[:index]) if t.kind != "newline"), None)
        if opening is None or opening.text != "{":
            return False
        return bool(re.match(r"\s*(} else )?if ", self.lines[opening.line - 1]))


def changes(file, source):
    return Finder(file, source).all()
