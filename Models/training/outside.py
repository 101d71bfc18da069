"""Questions that the model must not try to answer: of the world outside the course, and sums."""

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
"""
HELD = """
Which city is the capital of {country}?|Can you recommend a book like {book}?
How long must {food} be cooked?|When did {person} die?|How tall is {person}?
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
HELD_SUMS = "What is the product of {i} and {j}?|Add {i} and {j}.|What would {j} hours at ${i} cost?"


def filled(question, draw):
    """An open question with words and numbers drawn for its {places}."""
    words = {name: draw.choice(choices) for name, choices in WORDS.items()}
    return question.format(i=draw.randint(2, 3000), j=draw.randint(2, 900), **words)
