"""Other wordings of a question: so that an answer hangs on its words, and not on one sentence."""
import re

OPENINGS = [
    "Please tell me: ", "I have a question. ", "Please. ", "One question: ", "Hello. ", "So, ",
    "OK. ", "Now tell me: ", "Question: ", "A question about GPUs: ", "And ", "But ", "I wonder: ",
    "So ", "Quick question: ", "Hey, ", "Sorry, ", "Well, ", "I forgot: ", "In GPU computing, ",
    "In the cloud, ", "For serverless: ", "Just wondering, ", "Can somebody say: ",
    "Can you tell me: ", "Could you tell me: ", "Hi. ", "One more thing: ",
]
ENDINGS = [
    ", please", " please", " exactly?", " again?", " then?", " in simple words?", " in short",
    " here?", " for GPUs?", " in GPU computing?", " for a beginner?", " in one sentence?",
    ", in plain words?", " really?", " actually?", " for serverless?", " in the cloud?",
    " when I rent GPUs?", " of a model?", ", please?", " in this course?",
]
# Phrases of a row may stand for each other.
SYNONYMS = """
how can i|how do i|how could i|how should i|in which way can i|what is the way to
what is the|what's the|tell me the
what is|what's|whats|what would be
what are|what're|whats
does not|doesn't
do not|don't
shorten|reduce|cut|lower|bring down
cheaper|less expensive|more economical
computed|calculated|worked out|found|determined
important|relevant|essential
choose|take|pick|use|go for
better|preferable|the right choice|the better choice|better suited
fast|quick|speedy
faster|quicker|more quickly
slow|sluggish|so slow
large|big|great
larger|bigger
small|little|tiny
happens|goes on|takes place|occurs
drawbacks|disadvantages|downsides|weaknesses|weak points|problems
advantages|benefits|strengths|good sides|strong points
avoid|prevent|escape|get around
difference|distinction
explain|describe|clarify|define|tell me about
pay|be charged|pay money
pay for|be charged for|be billed for
bill|invoice
requests|queries|calls
need|require|want
together|at once|at the same time|in common
users|customers|people|clients
must|have to
should i|do i have to|would you advise me to|shall i
should|ought to
useful|helpful|good|worth it
what is it good for|what is it for|what is the use of it
a dedicated gpu|a rented gpu|a gpu of my own
dedicated gpus|rented gpus|rented machines
serverless gpus|serverless|serverless computing
why is|what is the reason that|how come
why do|for what reason do|how come
why does|for what reason does|how come
when should i|in which cases should i|in what situation should i
when is|in which cases is|under what conditions is
money|dollars
save money|spend less|pay less
cost|be the price of|be worth
contain|hold|have inside
made of|composed of|built from
costs|expenses
much|many
idle|waiting|unused
several|multiple|a number of
size|magnitude
provider|vendor|seller|platform
offers|quotes|proposals
model|network
wait|waiting time
reply|answer|response
traffic|load
machine|server
grow|increase
improve|raise|get better
limit|bound
limits|bounds|restricts
written|produced|generated
know|understand
do about|do against
long|lengthy
company|firm|business
startup|young company|new company
happen|occur
cause|lead to
memory|space
"""
ROWS = [row.split("|") for row in SYNONYMS.strip().split("\n")]
OTHERS = {}
for row in ROWS:
    for phrase in row:
        OTHERS.setdefault(phrase, set()).update(p for p in row if p != phrase)
OTHERS = {phrase: sorted(others) for phrase, others in OTHERS.items()}
PHRASE = re.compile(
    r"\b(" + "|".join(sorted(map(re.escape, OTHERS), key=len, reverse=True)) + r")\b", re.I)
# Words that say little about what is asked.
SMALL = set(
    "a an the is are do does did of to in on at for and or i you it its me my what which who how "
    "that this there be as with from by if so can could should would will have has one".split())


def capital(text):
    return text[:1].upper() + text[1:]


def varied(question, draw):
    """A question as somebody else would type it."""
    chance = draw.random()
    if chance < 0.35:
        question = capital(PHRASE.sub(
            lambda found: draw.choice(OTHERS[found.group(0).lower()])
            if draw.random() < 0.6 else found.group(0),
            question))
    elif chance < 0.5:
        question = shorter(question, draw)
    elif chance < 0.6:
        opening = draw.choice(OPENINGS)
        question = opening + (
            question if opening[-2] in ".:" else question[:1].lower() + question[1:])
    if draw.random() < 0.12:
        question = question.rstrip("?.") + draw.choice(ENDINGS)
    return question


def respelled(question, terms, draw):
    """A question with other capitals, hyphens, articles and marks, as people type it."""
    if draw.random() < 0.15:
        articles = ["", "a ", "an ", "the "]
        question = re.sub(r"\b(an?|the) ", lambda _: draw.choice(articles), question)
    if "-" in question and draw.random() < 0.4:
        question = question.replace("-", draw.choice(["", " ", " "]))
    elif draw.random() < 0.1:
        for term in sorted(terms, key=len, reverse=True):
            if " " in term and term in question.lower():
                at = question.lower().index(term)
                joined = question[at:at + len(term)].replace(" ", "-")
                question = question[:at] + joined + question[at + len(term):]
                break
    if draw.random() < 0.2:  # as a heading writes it: What is Cold start?
        for term in sorted(terms, key=len, reverse=True):
            at = question.lower().find(term)
            if at >= 0:
                question = question[:at] + capital(question[at:at + len(term)]) + question[
                    at + len(term):]
                break
    elif draw.random() < 0.4:
        question = question.lower() if draw.random() < 0.75 else question[:1].lower() + question[1:]
    if draw.random() < 0.35:
        question = question.rstrip("?.")
    elif draw.random() < 0.05:
        question = question.rstrip("?.") + draw.choice(["!", "??", " ?", "..."])
    return question.replace("'", "") if draw.random() < 0.1 else question


def shorter(question, draw):
    """A question without some of its small words, and of its others where there are many."""
    telling = [w for w in question.split() if w.lower().strip("?.") not in SMALL]
    if not telling:
        return question
    dropped = 0.15 if len(telling) > 3 else 0
    return " ".join(
        w for w in question.split() if draw.random() > (dropped if w in telling else 0.5))


def keywords(answer, draw):
    """Some of an answer's own telling words as a question, or its first ones."""
    if draw.random() < 0.3:
        return " ".join(answer.split()[:draw.randint(2, 6)])
    telling = [w.strip(",.:;") for w in answer.split()]
    telling = [w for w in telling if w.lower() not in SMALL and len(w) > 3]
    found = draw.sample(telling, min(len(telling), draw.randint(3, 6)))
    return " ".join(found) + draw.choice(["?", ""])
