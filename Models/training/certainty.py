#!/usr/bin/env python3
"""How well the certainty of an answer tells whether it is right, on the held-out questions.

    Models/training/certainty.py [GPULEARN]      the program; default: gpulearn
"""
import json
import subprocess
import sys
from collections import Counter
import re

import corpus

BOUNDS = [0.4, 0.5, 0.6, 0.7, 0.8, 1.0]


def likeness(one, other):
    """F1 of the words that two texts share."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (one, other))
    shared = sum((a & b).values())
    return 2 * shared / max(1, sum(a.values()) + sum(b.values()))


def ask(program, question):
    out = subprocess.run(
        [program, "generate", "--prompt", question, "--tokens", "90", "--threads", "1", "--json"],
        capture_output=True, text=True, check=True).stdout
    answer = json.loads(out)
    return answer["text"], answer["certainty"]["value"] / 100


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "gpulearn"
    groups = corpus.all_groups()
    held = corpus.held_out(groups) + corpus.natural(groups)
    outside = {answer for _, answer, kind in held if kind.startswith("outside")}
    rows = []
    for question, answer, kind in held:
        text, certainty = ask(program, question)
        rows.append((certainty, likeness(answer, text) >= 0.8, text in outside,
                     kind.startswith("outside")))

    def share(part, whole):
        return f"{sum(part) / max(1, len(whole)):.1%} of {len(whole)}"

    print("certainty | answers | of them right")
    low = 0.0
    for high in BOUNDS:
        found = [r for r in rows if low <= r[0] < high or high == 1.0 == r[0]]
        print(f"{low:.0%} to {high:.0%} | {len(found)} | {share([r[1] for r in found], found)}")
        low = high
    wrong = [r for r in rows if not r[1] and not r[2]]
    strange = [r for r in rows if r[3]]
    right = [r for r in rows if r[1] and not r[2]]
    for bound in BOUNDS[:-1]:
        told = [r for r in wrong if r[0] < bound]
        print(f"below {bound:.0%}: {share([1] * len(told), wrong)} wrong answers, "
              f"{share([r[0] < bound for r in right], right)} right ones; of questions outside "
              f"{share([r[0] < bound or r[2] for r in strange], strange)} are unsure or refused")


if __name__ == "__main__":
    main()
