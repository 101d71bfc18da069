"""Lets our engine, llama.cpp and a plain read of memory take turns; see bench-inference.

bench-inference.py PROGRAM MODELS ROUNDS THREADS CASE…
"""

import os
import statistics
import subprocess
import sys
import time

PROMPT = 64
TOKENS = {"110m": 32, "1.1b": 12}


def peer(path, threads, prompt, tokens, flash):
    """A round for each line read: prefill and decode in tokens a second."""
    import random

    import llama_cpp as c

    model = c.Llama(
        path, n_ctx=max(prompt, tokens) + 8, n_batch=512, n_threads=threads,
        n_threads_batch=threads, flash_attn=bool(flash), verbose=False, logits_all=False)
    text = [random.randrange(3, 300) for _ in range(max(prompt, tokens) + 1)]

    def decode(ids):
        array = (c.llama_token * len(ids))(*ids)
        code = c.llama_decode(model.ctx, c.llama_batch_get_one(array, len(ids)))
        assert code == 0, code

    def speed(first, steps):
        """Tokens a second of `steps` after `first` tokens that are not counted."""
        c.llama_memory_clear(c.llama_get_memory(model.ctx), True)
        if first:
            decode(text[:first])
        c.llama_synchronize(model.ctx)
        start = time.perf_counter()
        for step in steps:
            decode(step)
        c.llama_synchronize(model.ctx)
        return sum(map(len, steps)) / (time.perf_counter() - start)

    def measure():
        return speed(0, [text[:prompt]]), speed(1, [[t] for t in text[1:tokens + 1]])

    measure()
    print("ready", flush=True)
    for _ in sys.stdin:
        print(*measure(), flush=True)


class Side:
    """A program that measures once for each line it is sent."""

    def __init__(self, *command):
        self.process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True)
        self.hello = self.process.stdout.readline().split()

    def round(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return [float(word) for word in self.process.stdout.readline().split()]

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def warm(path):
    """Brings a file into the system's cache, so that loading is measured without the disk."""
    with open(path, "rb") as file:
        while file.read(1 << 24):
            pass


def compare(program, path, threads, tokens, rounds, has_peer):
    """Loading; a list of each round's (prefill, decode, peak), (prefill, decode) of the peer, bandwidth."""
    warm(path)
    ours = Side(program, "rounds", path, threads, PROMPT, tokens)
    load, first, bytes_read = (float(word) for word in ours.hello)
    bandwidth = Side(program, "bandwidth-rounds", max(int(bytes_read) >> 20, 1) << 20, threads)
    peers = [
        Side(sys.executable, __file__, "peer", path, threads, PROMPT, tokens, flash)
        for flash in ((0, 1) if has_peer else ())]
    result = []
    for _ in range(rounds):
        row = []
        for side in (ours, bandwidth, *peers):
            row.append(side.round())
            time.sleep(0.02)  # a peer's threads may spin for a while
        best = [max(figures) for figures in zip(*row[2:])] or [0.0, 0.0]
        result.append((row[0], best, row[1][0]))
    for side in (ours, bandwidth, *peers):
        side.end()
    return load, first, bytes_read, result


def ratio(pairs):
    """The median of the rounds' ratios, and the quarter of them that is lowest."""
    ratios = sorted(a / b for a, b in pairs if b)
    if not ratios:
        return f"{'-':>6} {'':6}"
    return f"{statistics.median(ratios):6.2f} ({ratios[len(ratios) // 4]:4.2f})"


def main(program, models, rounds, threads, *cases):
    try:
        import llama_cpp  # noqa: F401
        has_peer = True
    except ImportError:
        has_peer = False
        print("llama-cpp-python is not there: only our own figures.", file=sys.stderr)
    print(
        f"{'model':10} {'threads':>7} {'prefill':>9} {'peer':>8} {'ratio':>6} {'(low)':6} "
        f"{'decode':>9} {'peer':>8} {'ratio':>6} {'(low)':6} {'of bandwidth':>12} {'load':>7} "
        f"{'first':>7} {'peak':>8}")
    for case in cases:
        shape, kind = case.split("/")
        path = os.path.join(models, f"{shape}-{kind}.gguf")
        for count in threads.split():
            load, first, bytes_read, result = compare(
                program, path, int(count), TOKENS.get(shape, 64), int(rounds), has_peer)
            cells = []
            for i in (0, 1):
                pairs = [(mine[i], peer[i]) for mine, peer, _ in result]
                mine, peer = (statistics.median(column) for column in zip(*pairs))
                cells.append(f"{mine:9.0f} {peer:8.0f} {ratio(pairs)}")
            share = statistics.median(
                mine[1] * bytes_read / bandwidth for mine, _, bandwidth in result)
            peak = max(mine[2] for mine, _, _ in result)
            print(
                f"{case:10} {count:>7} {cells[0]} {cells[1]} {share:12.0%} {load * 1e3:4.0f} ms "
                f"{first * 1e3:4.0f} ms {peak / 1e6:5.0f} MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "peer":
        peer(sys.argv[2], *map(int, sys.argv[3:7]))
    else:
        main(*sys.argv[1:])
