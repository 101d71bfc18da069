"""Lets our engine, llama.cpp and a plain read of memory take turns; see bench-inference.

bench-inference.py PROGRAM MODELS ROUNDS THREADS CASE…
"""

import os
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
    """The best figures of each side's rounds: ours, the peer's, bandwidth, and what loading took."""
    warm(path)
    ours = Side(program, "rounds", path, threads, PROMPT, tokens)
    load, first, bytes_read = (float(word) for word in ours.hello)
    bandwidth = Side(program, "bandwidth-rounds", max(int(bytes_read) >> 20, 1) << 20, threads)
    sides = [ours, bandwidth]
    for flash in (0, 1) if has_peer else ():
        sides.append(Side(
            sys.executable, __file__, "peer", path, threads, PROMPT, tokens, flash))
    best = [[0.0] * 3 for _ in sides]
    for _ in range(rounds):
        for side, figures in zip(sides, best):
            for i, value in enumerate(side.round()):
                figures[i] = max(figures[i], value)
            time.sleep(0.02)  # a peer's threads may spin for a while
    for side in sides:
        side.end()
    peers = [max(side[i] for side in best[2:]) if has_peer else 0 for i in (0, 1)]
    return best[0], peers, best[0][1] * bytes_read / best[1][0], load, first


def main(program, models, rounds, threads, *cases):
    try:
        import llama_cpp  # noqa: F401
        has_peer = True
    except ImportError:
        has_peer = False
        print("llama-cpp-python is not there: only our own figures.", file=sys.stderr)
    print(
        f"{'model':12} {'threads':>7} {'prefill':>9} {'peer':>9} {'ratio':>6} {'decode':>9} "
        f"{'peer':>9} {'ratio':>6} {'of bandwidth':>12} {'load':>7} {'first':>7} {'peak':>8}")
    for case in cases:
        shape, kind = case.split("/")
        path = os.path.join(models, f"{shape}-{kind}.gguf")
        for count in threads.split():
            (prefill, decode, peak), peers, share, load, first = compare(
                program, path, int(count), TOKENS.get(shape, 64), int(rounds), has_peer)
            ratios = [f"{a / b:6.2f}" if b else "     -" for a, b in zip((prefill, decode), peers)]
            print(
                f"{case:12} {count:>7} {prefill:9.0f} {peers[0]:9.0f} {ratios[0]} {decode:9.1f} "
                f"{peers[1]:9.1f} {ratios[1]} {share:12.0%} {load * 1e3:4.0f} ms "
                f"{first * 1e3:4.0f} ms {peak / 1e6:5.0f} MB", flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "peer":
        peer(sys.argv[2], *map(int, sys.argv[3:7]))
    else:
        main(*sys.argv[1:])
