"""The texts that the model learns from: chapters, glossary, and questions with their answers."""
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import outside
from prose import chapters
from wordings import capital, keywords, varied

HERE = Path(__file__).resolve().parent

# {a} is a term with its article, {n} is bare, {p} is its plural.
TEMPLATES = """
What is {a}?|What is {a}?|What exactly is {a}?|What's {a}?|Define {a}.|Explain {a}.|Describe {a}.
Can you explain {a}?|Tell me about {a}.|Tell me what {a} is.|Explain to me what {a} is.
I do not know what {a} is.|Do you know what {a} is?|What should I know about {a}?
How would you explain {a} to a beginner?|How would you describe {a}?|Give a definition of {a}.
Give a short description of {a}.|Say what {a} is.|What do people mean by {a}?
What does {n} mean?|What does {n} mean?|What is meant by {n}?|What does the term {n} mean?
Explain the term {n}.|Define {n}.|What is {n}?|What is the meaning of {n}?|{n}?|{n}|What about {n}?
Meaning of {n}|Explain {n} in one sentence.|What does the word {n} stand for?|Definition of {n}
I read about {n}. What is it?|The lesson says {n}. What does that mean?
What are {p}?|Explain {p}.|Tell me about {p}.|What do you know about {p}?|{p}|Describe {p}.
"""
HELD_TEMPLATES = """
In plain words, what is {a}?|Help me understand {a}.|Could you say what {a} is, please?
Remind me what {a} is.|How do you define {n}?|I have never heard of {n}.|What would you say {a} is?
"""
COMPARISONS = """
What is the difference between {x} and {y}?|What is the difference between {x} and {y}?
How does {x} differ from {y}?|Compare {x} with {y}.|Compare {x} and {y}.|{x} or {y}?|{x} vs {y}
{x} against {y}|How do {x} and {y} differ?|Difference between {x} and {y}|{x} versus {y}
What distinguishes {x} from {y}?|Explain the difference between {x} and {y}.
What is different about {x} and {y}?|Is {x} the same as {y}?|How are {x} and {y} different?
"""
HELD_COMPARISONS = """
In what way is {x} unlike {y}?|Tell me how {x} and {y} differ.|{x} and {y}: what is the difference?
How can I tell {x} from {y}?
"""


@dataclass
class Group:
    """One answer and the questions that ask for it."""
    answer: str
    questions: list = field(default_factory=list)
    held_out: list = field(default_factory=list)
    # Out of templates: two of them are enough.
    held_templates: list = field(default_factory=list)
    # Templates with {words} that are filled anew each time.
    open: bool = False


def templates(text):
    return [t for t in text.replace("\n", "|").split("|") if t]


def glossary():
    """The groups of the glossary, whose answers are the definitions."""
    groups = []
    for line in (HERE / "glossary.md").read_text().split("\n"):
        entry = re.match(r"\*\*(.+?)\*\*(?: \((.+?)\))?: (.+)$", line)
        if not entry:
            continue
        name, forms, definition = entry.groups()
        group = Group(definition)
        articles, names, plurals = [], [name], []
        for form in forms.split(", ") if forms else [name]:
            if form.startswith("*"):
                plurals.append(form.strip("*"))
            elif form.startswith("="):
                names.append(form[1:])
                articles.append(form[1:])
            else:
                articles.append(form)
        for source, target in (TEMPLATES, group.questions), (HELD_TEMPLATES, group.held_templates):
            for template in templates(source):
                for a in articles if "{a}" in template else [""]:
                    for n in names if "{n}" in template else [""]:
                        for p in plurals if "{p}" in template else [""]:
                            target.append(capital(template.format(a=a, n=n, p=p)))
        groups.append(group)
    return groups


def questions():
    """The groups of questions.md."""
    groups, group = [], Group("")
    for line in (HERE / "questions.md").read_text().split("\n"):
        kind, _, text = line.partition(": ")
        if kind == "Q":
            group.questions.append(text)
        elif kind == "H":
            group.held_out.append(text)
        elif kind == "D":
            one, other = text.split(" | ")
            for source, target in (
                    (COMPARISONS, group.questions), (HELD_COMPARISONS, group.held_templates)):
                for template in templates(source):
                    target.append(capital(template.format(x=one, y=other)))
                    target.append(capital(template.format(x=other, y=one)))
        elif kind == "A":
            group.answer = text
            groups.append(group)
            group = Group("")
    for answer, asked, held in (
            (outside.ANSWER, outside.QUESTIONS, outside.HELD),
            (outside.SUM, outside.SUM_QUESTIONS, outside.HELD_SUMS)):
        groups.append(Group(answer, templates(asked), templates(held), open=True))
    return groups


def ask(group, draw, forbidden):
    """One prompt and answer for training; never a held-out question."""
    while True:
        if not group.open and draw.random() < 0.08:
            question = keywords(group.answer, draw)
        else:
            question = draw.choice(group.questions)
            if group.open:
                question = outside.filled(question, draw)
            question = varied(question, draw)
        if bare(question) not in forbidden:
            return prompt(question), " " + group.answer


def bare(question):
    """A question without capitals and marks."""
    return re.sub(r"\W+", " ", question.lower()).strip()


def prompt(question):
    """The form of every question."""
    return f"Q: {question}\nA:"


def held_out(groups, seed=1):
    """The questions that are never trained on, as (prompt, answer, kind) in a fixed order."""
    draw = random.Random(seed)
    result = []
    for group in groups:
        answer = " " + group.answer
        kind = "outside the course" if group.open else "worded by hand"
        for question in group.held_out:
            if group.open:
                question = outside.filled(question, draw)
            result.append((prompt(question), answer, kind))
        for question in draw.sample(group.held_templates, min(2, len(group.held_templates))):
            result.append((prompt(question), answer, "unseen templates"))
    return result


if __name__ == "__main__":
    groups = glossary() + questions()
    for lesson in sum(chapters(), []):
        print("\n".join(lesson), end="\n\n")
    print(len(groups), "answers,", sum(len(g.questions) for g in groups), "questions,",
          len(held_out(groups)), "held out")
