"""Questions that the model must not try to answer: of the world outside the course, and sums."""
import strangers

ANSWER = (
    "That is outside this course, so I do not know. Ask me about renting GPUs, serverless, cold "
    "starts, or what happens inside an inference server.")
QUESTIONS = """
What is the capital of {country}?|Where is {country}?|How many people live in {country}?
Who is the president of {country}?|What language do people speak in {country}?
Who wrote {book}?|What is {book} about?|Who painted {book}?|Who invented {thing}?
How do I cook {food}?|What is the recipe for {food}?|Is {food} healthy?|Where can I buy {food}?
What is the weather like in {country}?|Will it rain tomorrow?|What day is it today?|What time is it?
Tell me a joke.|Write a poem about {thing}.|Write a story about {thing}.|Sing a song.
How far away is the {sky}?|How old is the {sky}?|How big is the {sky}?|What colour is the {sky}?
Who won the game?|Who painted the ceiling?|Who painted {book} and when?|What is your name?
What is the meaning of life?|Do you love me?|How are you?|What is the best film?|Where do I live?
Translate {thing} into French.|How do I learn {skill}?|Can you teach me {skill}?|What is {skill}?
Who was {person}?|When was {person} born?|What did {person} do?|How does {thing} work?
Why is the sky blue?|What should I wear?|Which film should I see?|Where do {thing} come from?
How do I install {word}?|How do I use {word}?|Is {word} any good?|Who made {word}?|Where is {word}?
How much does {word} cost?|Do you like {word}?|How do I build {word}?|When was {word} invented?
Should I use {word}?|Can you recommend {word}?|How old is {word}?|Who is {person}?|Who owns {word}?
How tall is {word}?|Where can I find {word}?|How long does {word} take?|What colour is {word}?
"""
HELD = """
Which city is the capital of {country}?|Can you recommend a book like {book}?
How long must {food} be cooked?|When did {person} die?|How tall is {person}?
What is the population of {country}?|Sing me something about {thing}.|Was {person} a nice person?
"""
WORDS = {
    "country": "France Italy Japan Brazil Kenya Norway Canada Egypt India Peru Spain".split(),
    "book": ["Hamlet", "Faust", "the Bible", "Moby Dick", "War and Peace", "the Mona Lisa"],
    "thing": "cats dogs flowers cars trains birds radios clocks trees horses bicycles".split(),
    "food": "rice soup bread fish cake potatoes eggs noodles cheese apples".split(),
    "sky": "moon sun sea earth sky mountain".split(),
    "skill": "chess|swimming|the piano|German|football|drawing|dancing|history".split("|"),
    "person": ["Einstein", "Newton", "Mozart", "Napoleon", "Marie Curie", "Picasso", "Bach"],
}
SUM = (
    "I cannot calculate. Type the sum at the prompt of the workbook, which gets it right, units "
    "included.")
SUM_QUESTIONS = """
What is {i} times {j}?|What is {i} plus {j}?|What is {i} minus {j}?|What is {i} divided by {j}?
How much is {i} * {j}?|{i} + {j}|{i} * {j}|Calculate {i} / {j}.|What is {i}% of {j}?
How much is {i} GPUs for {j} hours?|What do {i} GPUs cost for {j} hours?|Compute {i} - {j}.
If a GPU costs ${i} an hour, what do {j} hours cost?|How many hours are {i} days?
"""
HELD_SUMS = """
What is the product of {i} and {j}?|Add {i} and {j}.|What would {j} hours at ${i} cost?
"""

# What a word of the world may be compared with.
TERMS = """
a cold start|the KV cache|utilization|serverless|a token|keep-alive|a GPU|prefill|quantization
latency|a batch|the break-even|a spot instance|an autoscaler|GGUF|a dedicated GPU|a container
""".strip().replace("\n", "|").split("|")


def filled(question, draw, word):
    """An open question with words and numbers drawn for its {places}; `word` is of the world."""
    words = {name: draw.choice(choices) for name, choices in WORDS.items()}
    if "{x}" in question:
        other = draw.choice(TERMS) if draw.random() < 0.6 else strangers.word(draw, TERMS)
        words["x"], words["y"] = draw.sample([word, other], 2)
    article = "an " if word[0] in "aeiouAEIOU" else "a "
    a = word if draw.random() < 0.5 else draw.choice([article, article, "the "]) + word
    plural = word + ("" if word.endswith("s") else "s")
    return question.format(
        i=draw.randint(2, 3000), j=draw.randint(2, 900), a=a, n=word, p=plural, word=word,
        do="does", **words)
