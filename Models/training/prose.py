"""The prose of the chapters: without their directives, with the figures that stand in the file."""
import re
from pathlib import Path

CHAPTERS = Path(__file__).resolve().parent.parent.parent / "Chapters"


def plain(text):
    """Markdown's marks taken off."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\*\*(.+?)\*\*|\*(\S.*?)\*", lambda m: m.group(1) or m.group(2), text)
    return text.replace("`", "")


def figures(text, values):
    """`text` with the {eval} figures whose value stands in the file; sentences with others go."""
    text = re.sub(
        r"\{eval\}`([^`]*)`",
        lambda m: values.get(m.group(1).split(".")[-1], m.group(0)), text)
    sentences = re.split(r"(?<=[.?!:])\s+(?=[A-Z*$])", text)
    return plain(" ".join(s for s in sentences if "{eval}" not in s))


# A model's defaults and what it checks: the figures that stand in the file.
FIGURE = re.compile(r"(?:param|check) (\w+)(?::[^=]*| =|) ?= ([$\d]\S*(?: [a-zA-Z·/]+)?)")


def lessons(path):
    """A chapter's lessons, each a list of paragraphs; the heading is the first."""
    body = path.read_text().split("\n---\n", 1)[1]
    result, values, paragraph, block = [[]], {}, [], None

    def end():
        text = figures(" ".join(paragraph), values)
        if text:
            result[-1].append(text)
        paragraph.clear()

    def drop_announcement():
        """Takes off the sentence that announces a drawing or table, which is not there."""
        if result[-1] and result[-1][-1].endswith(":"):
            result[-1][-1] = re.sub(r"(^|(?<=[.?!]) )[^.?!]*:$", "", result[-1][-1])

    for line in body.split("\n"):
        if line.startswith("```") and block is None:
            end()
            drop_announcement()
            block = re.match(r"```\{?(\w*)", line).group(1)
        elif line.startswith("```"):
            end()
            block = None
        elif block is not None and block not in ("note", "warning"):
            if found := FIGURE.match(line):
                name, value = found.groups()
                values[name] = re.sub(r" (in|within)$", "", value).replace("(gpu*h)", "gpu·h")
            elif found := re.match(r"result (\w+)", line):  # another model's has the same name
                values.pop(found.group(1), None)
        elif re.match(r"#+ ", line):
            end()
            if line.startswith("## "):
                result.append([])
            result[-1].append(plain(re.sub(r"^#+ | \{#.*\}$", "", line)))
        elif not line.strip() or line.startswith(("|", ":", "---")):
            end()
            if line.startswith("|"):
                drop_announcement()
        else:
            if re.match(r"(- |\d+\. |> )", line):
                end()
            paragraph.append(re.sub(r"^(- |\d+\. |> )", "", line).strip())
    end()
    result = [[paragraph for paragraph in lesson if paragraph] for lesson in result]
    return [lesson for lesson in result if len(lesson) > 1]


def chapters():
    """The prose of each chapter, a list of lessons."""
    return [lessons(path) for path in sorted(CHAPTERS.glob("[0-9]*.md"))]
