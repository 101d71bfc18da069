"""What people do with OpenAI's client, against the server whose address is given."""

import concurrent.futures
import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1], api_key="secret", max_retries=2)
question = [{"role": "user", "content": "What is a cold start?"}]

assert [model.id for model in client.models.list()] == ["gpulearn"]
assert client.models.retrieve("gpulearn").owned_by == "gpulearn"

answer = client.chat.completions.create(
    model="gpulearn", messages=question, temperature=0, max_completion_tokens=20)
text = answer.choices[0].message.content
assert text.startswith(" A cold start is"), text
assert answer.choices[0].finish_reason == "length"
assert answer.usage.completion_tokens == 20
assert answer._request_id

pieces = list(client.chat.completions.create(
    model="gpulearn", messages=question, temperature=0, max_tokens=20, stream=True,
    stream_options={"include_usage": True}))
assert "".join(p.choices[0].delta.content or "" for p in pieces if p.choices) == text
assert pieces[0].choices[0].delta.content, "the first piece is the first token"
assert pieces[-1].usage.completion_tokens == 20 and not pieces[-1].choices

parts = [{"role": "user", "content": [{"type": "text", "text": "What is a cold start?"}]}]
assert client.chat.completions.create(
    model="gpulearn", messages=parts, temperature=0, max_tokens=20).choices[0].message.content == text

completion = client.completions.create(
    model="gpulearn", prompt="A GPU is", max_tokens=8, seed=1, stop=["\n"])
again = client.completions.create(
    model="gpulearn", prompt="A GPU is", max_tokens=8, seed=1, stop=["\n"])
assert completion.choices[0].text == again.choices[0].text

for kind, call in [
    (openai.NotFoundError, lambda: client.completions.create(model="other", prompt="a")),
    (openai.BadRequestError, lambda: client.completions.create(
        model="gpulearn", prompt="a", temperature=-1)),
    (openai.BadRequestError, lambda: client.completions.create(
        model="gpulearn", prompt="a " * 5000)),
    (openai.AuthenticationError, lambda: client.with_options(api_key="wrong").models.list()),
]:
    try:
        call()
    except kind as error:
        assert error.body["message"], error
    else:
        raise AssertionError(f"no {kind.__name__}")


def stream(number):
    pieces = client.completions.create(
        model="gpulearn", prompt=f"{number} GPUs", max_tokens=16, stream=True,
        extra_body={"ignore_eos": True})
    return sum(1 for piece in pieces if piece.choices and piece.choices[0].finish_reason is None)


with concurrent.futures.ThreadPoolExecutor(100) as pool:
    counts = list(pool.map(stream, range(100)))
assert counts == [16] * 100, counts

for piece in client.completions.create(
        model="gpulearn", prompt="a", max_tokens=400, stream=True):
    break  # Whoever leaves early is let go.
print(f"openai-python {openai.__version__}: models, both endpoints, streams, errors, "
      "100 streams at once, leaving early: all fine")
