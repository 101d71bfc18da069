"""Cuts Swift source into tokens: enough to find operators, literals and statements, no more."""

import re
from collections import namedtuple

# kind: "name", "integer", "decimal", "text", "operator", "bracket", "newline" or "other".
# spaced: whether white space stands on both sides of it.
Token = namedtuple("Token", "kind text start end line spaced")

PATTERN = re.compile(
    r"""
    (?P<skip>//[^\n]*|[ \t]+)
  | (?P<newline>\n)
  | (?P<decimal>\d[\d_]*(?:\.\d[\d_]*(?:[eE][+-]?\d+)?|[eE][+-]?\d+))
  | (?P<integer>0[xob][0-9a-fA-F_]+|\d[\d_]*)
  | (?P<name>[@#$]?[A-Za-z_][A-Za-z_0-9]*|`[^`\n]*`|\$\d+)
  | (?P<bracket>[()\[\]{}])
  | (?P<operator>[-/=+!*%<>&|^~?.]+)
  | (?P<other>.)
    """,
    re.VERBOSE,
)


def end_of_comment(source, start):
    """Where the block comment that opens at `start` ends; they nest."""
    depth, at = 0, start
    while at < len(source):
        if source.startswith("/*", at):
            depth, at = depth + 1, at + 2
        elif source.startswith("*/", at):
            depth, at = depth - 1, at + 2
            if depth == 0:
                return at
        else:
            at += 1
    return at


def end_of_text(source, start):
    """Where the string literal that opens at `start` ends, whatever is interpolated in it."""
    hashes = re.compile("#*").match(source, start).group()
    at = start + len(hashes)
    quotes = '"""' if source.startswith('"""', at) else '"'
    at += len(quotes)
    escape = "\\" + hashes
    while at < len(source):
        if source.startswith(quotes + hashes, at):
            return at + len(quotes + hashes)
        if source.startswith(escape + "(", at):
            at = end_of_brackets(source, at + len(escape))
        elif source.startswith(escape, at):
            at += len(escape) + 1
        else:
            at += 1
    return at


def end_of_brackets(source, start):
    depth, at = 0, start
    while at < len(source):
        if source[at] == '"':
            at = end_of_text(source, at)
            continue
        depth += {"(": 1, ")": -1}.get(source[at], 0)
        at += 1
        if depth == 0:
            break
    return at


def tokens(source):
    found, at, line = [], 0, 1
    opening_text = re.compile('#*"')
    while at < len(source):
        if source.startswith("/*", at):
            end, kind = end_of_comment(source, at), "skip"
        elif opening_text.match(source, at):
            end, kind = end_of_text(source, at), "text"
        else:
            match = PATTERN.match(source, at)
            end, kind = match.end(), match.lastgroup
        if kind != "skip":
            before = source[at - 1 : at] or "\n"
            after = source[end : end + 1] or "\n"
            spaced = before.isspace() and after.isspace()
            found.append(Token(kind, source[at:end], at, end, line, spaced))
        line += source.count("\n", at, end)
        at = end
    return found
