#!/usr/bin/env python3
"""How well held-out questions are answered, and what the engine's tests are checked against.

    Models/training/evaluate.py [model.gguf]
"""
import json
import re
import sys
from collections import Counter

import corpus
import tokenizer

FIXTURE = corpus.HERE.parent.parent / "Tests/InferenceTests/Fixtures/shipped-model.json"
# Asked by the engine's test, which expects the same words as this program gets.
ASKED = [
    "What is a cold start?", "Explain scale to zero.", "Why does utilization matter?",
    "What is the difference between prefill and decode?", "what is a kv cache",
    "When is serverless better?", "Dedicated or serverless, which costs less?",
    "How can I shorten a cold start?", "Why does batching help?", "What is quantization?",
    "Who are you?", "What is 17 times 23?", "What is keep alive?", "What's scale-to-zero?",
    "What is Kubernetes?",
]
CONTINUED = ["A cold start is", "Utilization is the share", "The KV cache keeps"]
TOKENIZED = [
    "", " ", "a", "A cold start is", "  two  spaces ", "tab\tand\nlines\r\n\n",
    "Q: What is a cold start?\nA:", "Größe, naïve, Ωμέγα", "日本語テスト", "👩‍👩‍👧 🇩🇪", "e\u0301",
    "$27.78/gpu·h, ×2.7 → 40%", "it's we'RE 12345 3.14 snake_case",
    "utilization = arrivals × work ÷ GPUs",
    "keep-alive KEEP-ALIVE Keep-Alive", "\u0000\u007f",
]


def likeness(one, other):
    """F1 of the words that two texts share."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    shared = sum((a & b).values())
    return 2 * shared / max(1, sum(a.values()) + sum(b.values()))


def answers(model, tokens, prompts, count=90):
    """Greedy answers; prompts of the same length are answered together."""
    lengths = {}
    for i, p in enumerate(prompts):
        ids = [tokenizer.BEGIN] + tokens.encode(p)
        lengths.setdefault(len(ids), []).append((i, ids))
    result = [""] * len(prompts)
    for rows in lengths.values():
        for (i, _), out in zip(rows, model.greedy([p for _, p in rows], count, tokenizer.END)):
            result[i] = tokens.decode(out)
    return result


def report(model, tokens, held):
    """Prints the shares of held-out questions that are answered word for word, and nearly."""
    found = answers(model, tokens, [corpus.prompt(question) for question, _, _ in held])
    kinds, missed = {}, []
    for (question, answer, kind), got in zip(held, found):
        near = likeness(answer, got) >= 0.8
        kinds.setdefault(kind, []).append((answer == got, near))
        if not near:
            missed.append(f"{kind}: {question} -> {got}")
    for kind, rows in [*kinds.items(), ("all", sum(kinds.values(), []))]:
        exact, near = (sum(column) / len(rows) for column in zip(*rows))
        print(f"{kind}: {len(rows)} held out, {exact:.1%} word for word, {near:.1%} nearly")
    print("\n".join(missed))


def record(model, tokens, groups):
    """Writes what the test of the shipped model compares the engine with."""
    prompts = [corpus.prompt(q) for q in ASKED] + CONTINUED
    found = answers(model, tokens, prompts)
    texts = TOKENIZED + [g.answer for g in groups[::12]]
    FIXTURE.write_text(json.dumps(dict(
        answers=[dict(prompt=p, answer=a) for p, a in zip(prompts, found)],
        tokens=[dict(text=t, ids=tokens.encode(t)) for t in texts]),
        ensure_ascii=False, indent=1) + "\n")
    for p, a in zip(prompts, found):
        print(p.replace("\nA:", ""), "->", a)


if __name__ == "__main__":
    import export
    path = sys.argv[1] if len(sys.argv) > 1 else corpus.HERE.parent / "gpulearn.gguf"
    groups = corpus.all_groups()
    report(*export.read(path), corpus.held_out(groups) + corpus.natural(groups))
