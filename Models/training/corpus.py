"""The texts that the model learns from: chapters, glossary, and questions with their answers."""
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from wordings import capital, keywords, varied

HERE = Path(__file__).resolve().parent
CHAPTERS = HERE.parent.parent / "Chapters"

# {a} is a term with its article, {n} is bare, {p} is its plural.
TEMPLATES = """
What is {a}?|What is {a}?|What exactly is {a}?|What's {a}?|Define {a}.|Explain {a}.|Describe {a}.
Can you explain {a}?|Tell me about {a}.|Tell me what {a} is.|Explain to me what {a} is.
I do not know what {a} is.|Do you know what {a} is?|What should I know about {a}?
How would you explain {a} to a beginner?|How would you describe {a}?|Give a definition of {a}.
Give a short description of {a}.|What do you call {a}?|Say what {a} is.|What do people mean by {a}?
What does {n} mean?|What does {n} mean?|What is meant by {n}?|What does the term {n} mean?
Explain the term {n}.|Define {n}.|What is {n}?|What is the meaning of {n}?|{n}?|{n}|What about {n}?
Meaning of {n}|Explain {n} in one sentence.|What does the word {n} stand for?|Definition of {n}
I read about {n}. What is it?|The lesson says {n}. What does that mean?
What are {p}?|Explain {p}.|Tell me about {p}.|What do you know about {p}?|{p}|Describe {p}.
"""
HELD_TEMPLATES = """
In plain words, what is {a}?|Help me understand {a}.|Could you say what {a} is, please?
Remind me what {a} is.|How do you define {n}?|I have never heard of {n}.|Which thing is called {n}?
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
OUTSIDE = (
    "That is outside this course, so I do not know. Ask me about renting GPUs, serverless, cold "
    "starts, or what happens inside an inference server.")
OUTSIDE_QUESTIONS = """
What is the capital of {country}?|Where is {country}?|How many people live in {country}?
Who is the president of {country}?|What language do people speak in {country}?
Who wrote {book}?|What is {book} about?|Who painted {book}?|Who invented {thing}?
How do I cook {food}?|What is the recipe for {food}?|Is {food} healthy?|Where can I buy {food}?
What is the weather like in {country}?|Will it rain tomorrow?|What day is it today?|What time is it?
Tell me a joke.|Write a poem about {thing}.|Write a story about {thing}.|Sing a song.
How far away is the {sky}?|How old is the {sky}?|How big is the {sky}?|What colour is the {sky}?
Who won the game?|What is the meaning of life?|Do you love me?|How are you?|What is your name?
Translate {thing} into French.|How do I learn {skill}?|Can you teach me {skill}?|What is {skill}?
Who was {person}?|When was {person} born?|What did {person} do?|How does {thing} work?
Why is the sky blue?|What should I wear?|Which film should I see?|Where do {thing} come from?
"""
HELD_OUTSIDE = """
Which city is the capital of {country}?|Can you recommend a book like {book}?
How long must {food} be cooked?|When did {person} die?|How tall is {person}?
"""
OUTSIDE_WORDS = {
    "country": "France Italy Japan Brazil Kenya Norway Canada Egypt India Peru Spain".split(),
    "book": ["Hamlet", "Faust", "the Bible", "Moby Dick", "War and Peace", "the Mona Lisa"],
    "thing": "cats dogs flowers cars trains birds radios clocks trees horses bicycles".split(),
    "food": "rice soup bread fish cake potatoes eggs noodles cheese apples".split(),
    "sky": "moon sun sea earth sky mountain".split(),
    "skill": "chess swimming the piano|German|football|drawing|dancing|history".split("|"),
    "person": ["Einstein", "Newton", "Mozart", "Napoleon", "Marie Curie", "Picasso", "Bach"],
}
SUMS = (
    "I cannot calculate. Type the sum at the prompt of the workbook, which gets it right, units "
    "included.")
SUM_QUESTIONS = """
What is {i} times {j}?|What is {i} plus {j}?|What is {i} minus {j}?|What is {i} divided by {j}?
How much is {i} * {j}?|{i} + {j}|{i} * {j}|Calculate {i} / {j}.|What is {i}% of {j}?
How much is {i} GPUs for {j} hours?|What do {i} GPUs cost for {j} hours?|Compute {i} - {j}.
If a GPU costs ${i} an hour, what do {j} hours cost?|How many hours are {i} days?
"""
HELD_SUMS = "What is the product of {i} and {j}?|Add {i} and {j}.|What would {j} hours at ${i} cost?"


@dataclass
class Group:
    """One answer and the questions that ask for it."""
    answer: str
    questions: list = field(default_factory=list)
    held_out: list = field(default_factory=list)
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
        for source, target in (TEMPLATES, group.questions), (HELD_TEMPLATES, group.held_out):
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
                    (COMPARISONS, group.questions), (HELD_COMPARISONS, group.held_out)):
                for template in templates(source):
                    target.append(capital(template.format(x=one, y=other)))
                    target.append(capital(template.format(x=other, y=one)))
        elif kind == "A":
            group.answer = text
            groups.append(group)
            group = Group("")
    groups.append(Group(OUTSIDE, templates(OUTSIDE_QUESTIONS), templates(HELD_OUTSIDE), True))
    groups.append(Group(SUMS, templates(SUM_QUESTIONS), templates(HELD_SUMS), True))
    return groups


def filled(question, draw):
    """An open question with words and numbers drawn for its {places}."""
    words = {name: draw.choice(choices) for name, choices in OUTSIDE_WORDS.items()}
    return question.format(i=draw.randint(2, 3000), j=draw.randint(2, 900), **words)


def ask(group, draw, forbidden):
    """One prompt and answer for training; never a held-out question."""
    while True:
        if not group.open and draw.random() < 0.08:
            question = keywords(group.answer, draw)
        else:
            question = draw.choice(group.questions)
            if group.open:
                question = filled(question, draw)
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
    for number, group in enumerate(groups):
        choices = group.held_out
        if len(choices) > 3 and not group.open:  # out of templates: two of each are enough
            choices = draw.sample(choices, 2)
        for question in choices:
            if group.open:
                question = filled(question, draw)
            result.append((prompt(question), " " + group.answer, number))
    return result


# Chapters

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
    return [lessons(path) for path in sorted(CHAPTERS.glob("*.md"))]


if __name__ == "__main__":
    groups = glossary() + questions()
    for lesson in sum(chapters(), []):
        print("\n".join(lesson), end="\n\n")
    print(len(groups), "answers,", sum(len(g.questions) for g in groups), "questions,",
          len(held_out(groups)), "held out")
