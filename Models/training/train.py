#!/usr/bin/env python3
"""Trains Models/gpulearn.gguf from the course's own words. Run it again to go on after a stop.

    pip install torch==2.15.0 gguf numpy
    Models/training/train.py [--steps N] [--seed N] [--fresh]

What is kept on the way lies in .build/model. Models/README.md says how the data is made.
"""
import argparse
import copy
import os
import random
import time

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # waiting threads must not burn a busy machine
import torch
from torch.nn import functional as F

import corpus
import evaluate
import export
import tokenizer
from llama import SHAPE, Llama

STATE = corpus.HERE.parent.parent / ".build" / "model" / "checkpoint.pt"
IGNORED = -100
EVERY = 200  # steps from one look at the held-out questions to the next
PATIENCE = 6  # looks without a better loss after which training ends
FIRST = 8  # tokens of an answer that the held-out loss looks at
# Most rows end after so many tokens of the answer: what is answered is decided there, and the rest
# is recited, which takes fewer rows to learn.
DECIDING = 12
WHOLE = 0.35  # share of the rows that are learned to their end
ROWS = 32  # of a batch
PROSE = 12  # every so many steps a batch is of chapters


class Data:
    """Draws batches; the same seed and step give the same batch."""

    def __init__(self, tokens, groups, seed):
        self.tokens, self.groups, self.seed = tokens, groups, seed
        self.definitions = [g.answer for g in corpus.glossary()]
        # Terms have the most wordings, and are asked for more often; one row in five asks for a
        # word that the course does not know.
        self.weights = [
            190 if g.name == "stranger" else 10 if g.open else 2.5 if g.names else 1.3
            for g in groups]
        self.asker = corpus.Asker(groups)
        # A chapter is one stream that may be entered at the start of each paragraph.
        self.streams = []
        for chapter in corpus.chapters():
            parts = [tokens.encode(p + "\n") for lesson in chapter for p in lesson]
            starts = [sum(map(len, parts[:i])) for i in range(len(parts))]
            self.streams.append((sum(parts, []) + [tokenizer.END], starts))

    def batch(self, step):
        """Inputs and the targets that count, padded: rows × tokens."""
        draw = random.Random(self.seed * 1_000_003 + step)
        if step % PROSE == PROSE - 1:
            rows = []
            for _ in range(2):
                stream, starts = draw.choices(self.streams, [len(s[1]) for s in self.streams])[0]
                at = draw.choice(starts)
                rows.append(([tokenizer.BEGIN] + stream[at:at + SHAPE["context"]], 0))
            return padded(rows)
        # Four batches are drawn together and sorted by length, so that little of each is padding.
        together = random.Random(self.seed * 1_000_003 - 1 - step // 4)
        rows = [self.row("", together.choice(self.definitions)) for _ in range(6)]
        for group in together.choices(self.groups, self.weights, k=4 * ROWS - len(rows)):
            row, given = self.row(*self.asker.ask(group, together))
            whole = together.random() < (WHOLE / 4 if group.open else WHOLE)
            rows.append((row if whole else row[:given + DECIDING], given))
        rows.sort(key=lambda row: len(row[0]))
        order = together.sample(range(4), 4)
        part = order[step % 4] * ROWS
        return padded(rows[part:part + ROWS])

    def row(self, prompt, answer):
        """A document's tokens, and how many of them are given and not learned."""
        given = len(self.tokens.encode(prompt)) + 1 if prompt else 0
        whole = self.tokens.encode(prompt + answer)
        return [tokenizer.BEGIN] + whole + [tokenizer.END], given


def padded(rows):
    length = max(len(row) for row, _ in rows) - 1
    inputs = torch.zeros(len(rows), length, dtype=torch.long)
    targets = torch.full((len(rows), length), IGNORED)
    for i, (row, given) in enumerate(rows):
        inputs[i, :len(row) - 1] = torch.tensor(row[:-1])
        targets[i, :len(row) - 1] = torch.tensor(row[1:])
        targets[i, :max(given - 1, 0)] = IGNORED
    return inputs, targets


def loss_of(model, inputs, targets):
    wanted = targets != IGNORED
    return F.cross_entropy(model(inputs, wanted), targets[wanted])


@torch.no_grad()
def held_out_loss(model, batches):
    """Over the first tokens of each answer, which decide what is answered; the rest is recited."""
    model.eval()
    total = sum(loss_of(model, *b).item() * int((b[1] != IGNORED).sum()) for b in batches)
    return total / sum(int((b[1] != IGNORED).sum()) for b in batches)


def rate(step, steps):
    """The share of the learning rate: a short rise, a plateau, and a fall over the last half."""
    return min(1, (step + 1) / 50, max(0.02, 2 * (1 - step / steps)))


def optimizers(model):
    """Muon for the matrices of the layers, AdamW for embedding and norms; each with its rate."""
    matrices, others = [], []
    for name, weight in model.named_parameters():
        (matrices if name.startswith("blk") and weight.dim() == 2 else others).append(weight)
    return [
        (torch.optim.Muon(matrices, weight_decay=0.1, adjust_lr_fn="original"), 0.01),
        (torch.optim.AdamW(others, weight_decay=0.1, betas=(0.9, 0.98)), 3e-3)]


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--steps", type=int, default=2200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--fresh", action="store_true", help="forget a run that was stopped")
    options = options.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)

    groups = corpus.all_groups()
    texts = [p for chapter in corpus.chapters() for lesson in chapter for p in lesson] * 2
    texts += [g.answer for g in groups] * 3
    texts += [q for g in groups if not g.open for q in g.questions[::12]]
    tokens = tokenizer.train(texts, SHAPE["vocabulary"])
    data = Data(tokens, groups, options.seed)
    held = corpus.held_out(groups)
    held_rows = [data.row(corpus.prompt(q), " " + a) for q, a, _ in held]
    held_rows = sorted(((row[:given + FIRST], given) for row, given in held_rows),
                       key=lambda row: len(row[0]))
    held_batches = [padded(held_rows[i:i + 64]) for i in range(0, len(held_rows), 64)]

    model = Llama(SHAPE, dropout=0.03)
    average = copy.deepcopy(model)  # of the weights over the last steps: steadier than any of them
    ways = optimizers(model)
    state = dict(step=0, seconds=0.0, best=float("inf"), since=0, weights=None)
    if STATE.exists() and not options.fresh:
        saved = torch.load(STATE)
        if saved["texts"] == tokens.texts and saved["options"] == vars(options) | {"fresh": False}:
            model.load_state_dict(saved["model"])
            average.load_state_dict(saved["average"])
            for (optimizer, _), was in zip(ways, saved["optimizers"]):
                optimizer.load_state_dict(was)
            state = saved["state"]
            print("going on at step", state["step"])
    print(f"{sum(w.numel() for w in model.parameters()):,} parameters, {len(groups)} answers, "
          f"{sum(len(set(g.questions)) for g in groups):,} questions, {len(held)} held out, "
          f"{sum(len(s) for s, _ in data.streams):,} tokens of chapters", flush=True)

    start = time.time() - state["seconds"]
    recent = 0.0
    while state["step"] < options.steps and state["since"] < PATIENCE:
        step = state["step"]
        model.train()
        torch.manual_seed(options.seed * 1_000_003 + step)
        loss = loss_of(model, *data.batch(step))
        model.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer, highest in ways:
            for group in optimizer.param_groups:
                group["lr"] = highest * rate(step, options.steps)
            optimizer.step()
        with torch.no_grad():
            for mean, weight in zip(average.parameters(), model.parameters()):
                mean.lerp_(weight, 1 - min(0.995, (1 + step) / (10 + step)))
        if step % PROSE != PROSE - 1:
            recent = 0.98 * recent + 0.02 * loss.item()
        state["step"] += 1
        if state["step"] % EVERY == 0 or state["step"] == options.steps:
            held_loss = held_out_loss(average, held_batches)
            state["since"] += 1
            if held_loss < state["best"]:
                state |= dict(best=held_loss, since=0, weights=copy.deepcopy(average.state_dict()),
                              best_step=state["step"])
            state["seconds"] = time.time() - start
            print(f"step {state['step']:5}  trained {recent:.3f}  held out {held_loss:.3f}"
                  f"  {state['seconds']:.0f} s", flush=True)
            STATE.parent.mkdir(parents=True, exist_ok=True)
            torch.save(dict(model=model.state_dict(), average=average.state_dict(),
                            optimizers=[way.state_dict() for way, _ in ways], state=state,
                            texts=tokens.texts,
                            options=vars(options) | {"fresh": False}), STATE)

    print(f"best held-out loss {state['best']:.3f} at step {state['best_step']}")
    average.load_state_dict(state["weights"])
    average.eval()
    path = export.write(average, tokens, corpus.HERE.parent / "gpulearn.gguf")
    print(f"{path.name}: {path.stat().st_size:,} bytes")
    export.use_rounded(average)
    evaluate.report(average, tokens, held + corpus.natural(groups))
    evaluate.record(average, tokens, groups)


if __name__ == "__main__":
    main()
