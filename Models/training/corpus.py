"""The texts that the model learns from: chapters, glossary, and questions with their answers."""
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

import outside
import strangers
from prose import chapters
from wordings import capital, keywords, respelled, varied

HERE = Path(__file__).resolve().parent

# {a} is a term with its article, {n} is bare, {p} is its plural.
USUAL = """
What is {a}?|What is {n}?|What's {n}?|Whats {n}?|Whats {a}|{n}|Explain {n}.|What does {n} mean?
{n} meaning|Define {n}.|What are {p}?
"""
TEMPLATES = 8 * USUAL + """
What is {a}?|What is {a}?|What exactly is {a}?|What's {a}?|Define {a}.|Explain {a}.|Describe {a}.
Can you explain {a}?|Tell me about {a}.|Tell me what {a} is.|Explain to me what {a} is.
I do not know what {a} is.|Do you know what {a} is?|What should I know about {a}?
How would you explain {a} to a beginner?|How would you describe {a}?|Give a definition of {a}.
Give a short description of {a}.|Say what {a} is.|What do people mean by {a}?
What does {n} mean?|What does {n} mean?|What is meant by {n}?|What does the term {n} mean?
Explain the term {n}.|Define {n}.|What is {n}?|What is the meaning of {n}?|{n}?|{n}|What about {n}?
Meaning of {n}|Explain {n} in one sentence.|What does the word {n} stand for?|Definition of {n}
I read about {n}. What is it?|The lesson says {n}. What does that mean?|{n}, what is it?
What is {n} about?|What does {n} do?|How does {n} work?|How does {a} work?|{n} meaning
{n} definition|{n} explained|What do you mean by {n}?|I don't understand {n}.|What is {n}?
What does {n} stand for?|Tell me more about {n}.|More about {n}|I want to know what {n} is.
OK so what is {n}|What is {n} again?|Never heard of {n}.|No idea what {n} is|{n}: explain
A question about {n}|I wonder what {n} is|Somebody said {n}. What is that?|{n} is what?
Could you explain {n}?|Teach me {n}.|Explain {a} to me.|Can anyone tell me what {a} is?
What on earth is {n}?|In short, what is {n}?
What is the definition of {n}?|What kind of thing is {n}?|I hear about {n} everywhere.
{n}? What is it?|Please define {n}|Please explain {a}.|What does it mean, {n}?
How is {n} defined?|{n}. What's that?
Show me what {a} is.|Let me know what {a} is.|Introduce me to {n}.|Refresh my memory: {n}?
Clear up {n} for me.
What's the story with {n}?|How should I think of {a}?|Give me {n} in a sentence.
I must know what {n} is.|Write down what {a} is.|My colleague talks about {n}. What is it?
Go over {n} with me.|Summarize {n}.|Describe to me what {n} is.|Walk me through {n}.
I want to understand {n}.|I was asked about {n}.|What may {n} be?|Wondering about {n}
What are {p}?|Explain {p}.|Tell me about {p}.|What do you know about {p}?|{p}|Describe {p}.
How do {p} work?
"""
HELD_TEMPLATES = """
In plain words, what is {a}?|Help me understand {a}.|Could you say what {a} is, please?
Remind me what {a} is.|How do you define {n}?|I have never heard of {n}.|What would you say {a} is?
"""
# As people type in a hurry; held out as well.
HELD_ROUGH = """
quick question, what is {n} exactly|not sure what {n} means|ok and {n} is what|what's that, {n}
i forgot what {n} means|{n} - what is this|someone mentioned {n}, explain
"""
# Why a term matters; {do} is "do" for several.
REASONS = """
Why {n}?|Why {do} {n} matter?|Why {do} {n} matter?|Why is {n} important?|Why use {n}?
Why should I care about {n}?|What is the point of {n}?|Why do I need {n}?|What is {n} good for?
What is the use of {n}?|What is the purpose of {n}?|What is {n} for?|Why do people use {n}?
Why do we need {n}?|What is the benefit of {n}?|Why have {n}?|Why would I want {n}?
Reasons for {n}|Explain why {n} {do} matter.|What is the value of {n}?|What's {n} good for?
How {do} {n} help?|Why look at {n}?|Why would anybody want {n}?|Why pay attention to {n}?
"""
HELD_REASONS = """
What makes {n} matter?|Give me a reason for {n}.|Tell me why {n} matters.|What is gained from {n}?
"""
COMPARISONS = """
What is the difference between {x} and {y}?|What is the difference between {x} and {y}?
How does {x} differ from {y}?|Compare {x} with {y}.|Compare {x} and {y}.|{x} or {y}?|{x} vs {y}
{x} against {y}|How do {x} and {y} differ?|Difference between {x} and {y}|{x} versus {y}
What distinguishes {x} from {y}?|Explain the difference between {x} and {y}.
What is different about {x} and {y}?|Is {x} the same as {y}?|How are {x} and {y} different?
Where do {x} and {y} differ?|What separates {x} from {y}?|Is {x} different from {y}?
Contrast {x} with {y}.|What sets {x} apart from {y}?|How does {x} compare to {y}?
What is not the same in {x} and {y}?|Why are {x} and {y} not the same?|Show me {x} next to {y}.
What's the difference between {x} and {y}?|Whats the difference between {x} and {y}
{x} compared with {y}|{x} and {y}|Is {x} like {y}?
"""
PLACES = ["service", "app", "site", "project", "company", "team"]
HELD_COMPARISONS = """
In what way is {x} unlike {y}?|Tell me how {x} and {y} differ.|{x} and {y}: what is the difference?
How can I tell {x} from {y}?
"""


@dataclass
class Group:
    """One answer and the questions that ask for it."""
    answer: str
    name: str = ""
    questions: list = field(default_factory=list)
    held_out: list = field(default_factory=list)
    # Out of templates: two of the first and one of the second are enough.
    held_templates: list = field(default_factory=list)
    held_rough: list = field(default_factory=list)
    # Asks why a term matters; only until another group answers that.
    reasons: list = field(default_factory=list)
    # What a term is called.
    names: list = field(default_factory=list)
    # Templates with {words} that are filled anew each time.
    open: bool = False


def do(name):
    return "do" if name.endswith("s") and not name.endswith(("ss", "us")) else "does"


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
        group = Group(definition, name=name)
        articles, names, plurals = [], [name], []
        for form in forms.split(", ") if forms else [name]:
            if form.startswith("*"):
                plurals.append(form.strip("*"))
            elif form.startswith("="):
                names.append(form[1:])
                articles.append(form[1:])
            else:
                articles.append(form)
        group.names = names
        for source, target in (
                (TEMPLATES, group.questions), (REASONS, group.reasons),
                (HELD_TEMPLATES, group.held_templates), (HELD_ROUGH, group.held_rough)):
            for template in templates(source):
                for a in articles if "{a}" in template else [""]:
                    for n in names if "{n}" in template else [""]:
                        for p in plurals if "{p}" in template else [""]:
                            target.append(capital(template.format(a=a, n=n, p=p, do=do(n))))
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
        elif kind == "W":
            for source, target in (REASONS, group.reasons), (HELD_REASONS, group.held_templates):
                target += [capital(t.format(n=text, do=do(text))) for t in templates(source)]
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
    return groups


def all_groups():
    """Every group. What questions.md asks is answered there, and not by a definition."""
    asked, terms = questions(), glossary()
    taken = {bare(q) for group in asked for q in group.questions + group.held_out}
    for groups in asked, terms:
        for group in groups:
            group.reasons = [q for q in group.reasons if bare(q) not in taken]
        taken |= {bare(q) for group in groups for q in group.reasons}
    for group in terms:
        group.questions = [q for q in group.questions if bare(q) not in taken] + group.reasons
    for group in asked:
        group.questions += group.reasons
    strange = templates(TEMPLATES) + templates(REASONS) + templates(COMPARISONS)
    held = templates(HELD_TEMPLATES) + templates(HELD_ROUGH)
    return terms + asked + [
        Group(outside.ANSWER, "stranger", strange, held, open=True),
        Group(outside.ANSWER, "", templates(outside.QUESTIONS), templates(outside.HELD), open=True),
        Group(outside.SUM, "", templates(outside.SUM_QUESTIONS), templates(outside.HELD_SUMS),
              open=True),
    ]


class Asker:
    """Draws questions for training; never a held-out one."""

    def __init__(self, groups):
        self.terms = {name.lower() for group in groups for name in group.names}
        self.forbidden = {bare(q) for q, _, _ in held_out(groups) + natural(groups)} | {
            bare(q) for g in groups if not g.open
            for q in g.held_out + g.held_templates + g.held_rough}

    def ask(self, group, draw):
        """One prompt and its answer."""
        while True:
            if not group.open and draw.random() < 0.05:
                question = keywords(group.answer, draw)
            else:
                question = draw.choice(group.questions)
                if group.open:
                    question = capital(
                        outside.filled(question, draw, strangers.word(draw, self.terms)))
                if not group.open and draw.random() < 0.05:  # an unknown word that does not matter
                    word, place = strangers.word(draw, self.terms), draw.choice(PLACES)
                    question = f"{question.rstrip('?.')} for my {word} {place}?"
                question = respelled(varied(question, draw), self.terms, draw)
            if bare(question) not in self.forbidden:
                return prompt(question), " " + group.answer


def bare(question):
    """A question without capitals and marks."""
    return re.sub(r"\W+", " ", question.lower()).strip()


def prompt(question):
    """The form of every question."""
    return f"Q: {question}\nA:"


def held_out(groups, seed=1):
    """The questions that are never trained on, as (question, answer, kind) in a fixed order."""
    draw = random.Random(seed)
    result = []
    for group in groups:
        if group.name == "stranger":
            continue
        kind = "outside: other questions, sums" if group.open else "worded by hand"
        for question in group.held_out:
            if group.open:
                question = outside.filled(question, draw, "nothing")
            result.append((question, group.answer, kind))
        for question in draw.sample(group.held_templates, min(2, len(group.held_templates))):
            result.append((question, group.answer, "unseen templates"))
        for question in draw.sample(group.held_rough, min(1, len(group.held_rough))):
            question = question.lower().replace("-", " ")
            result.append((question, group.answer, "unseen templates, typed in a hurry"))
    strange = next(group for group in groups if group.name == "stranger")
    definitions = templates(TEMPLATES) + templates(REASONS)
    for i, word in enumerate(strangers.HELD):
        question = draw.choice(strange.held_out if i % 3 == 0 else definitions)
        question = capital(outside.filled(question, draw, word))
        if draw.random() < 0.4:
            question = question.lower().rstrip("?.")
        result.append((question, outside.ANSWER, "outside: unseen words"))
    return result


def natural(groups):
    """The questions of held-out.md, like `held_out`; they do not even decide when training ends."""
    answers = {bare(q): g.answer for g in groups for q in g.questions}
    answers |= {bare(g.name): g.answer for g in groups if g.name}
    result, answer = [], ""
    for line in (HERE / "held-out.md").read_text().split("\n"):
        if line.startswith("@ "):
            answer = answers[bare(line[2:])]
        elif line.startswith("- "):
            result.append((line[2:], answer, "as people ask"))
    return result


if __name__ == "__main__":
    groups = all_groups()
    for lesson in sum(chapters(), []):
        print("\n".join(lesson), end="\n\n")
    print(len(groups), "answers,", sum(len(set(g.questions)) for g in groups), "questions,",
          len(held_out(groups) + natural(groups)), "held out")
