"""A SentencePiece-style vocabulary: trained here, and encoding exactly as the engine does.

Pieces are letters with at most one space (written ▁) before them, or a single character; what is
not in the vocabulary falls back to its bytes. A line end is a byte too: as a piece of its own,
tokenizers disagree about it. Pieces never cross the border of a word, so a text can be encoded word
by word with the same result as merging all of it, best score first.
"""
import re
from collections import Counter

SPACE = "▁"
WORD = re.compile(f"{SPACE}?[^\\W\\d_]+|.", re.DOTALL)
SPECIAL = ["<unk>", "<s>", "</s>"]
BEGIN, END = 1, 2
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]


def words(text):
    return WORD.findall(SPACE + text.replace(" ", SPACE)) if text else []


class Tokenizer:
    def __init__(self, pieces):
        """`pieces`: characters and merged pieces, the merges in the order they were learned."""
        self.pieces = pieces
        self.texts = SPECIAL + BYTES + pieces
        self.ids = {text: i for i, text in enumerate(self.texts)}
        # The earlier a piece was learned, the higher its score.
        self.scores = [0.0] * (3 + 256) + [-float(i) for i in range(len(pieces))]
        self.kinds = [2, 3, 3] + [6] * 256 + [1] * len(pieces)
        self.known = {}

    def encode(self, text):
        """The tokens of `text`, without a beginning or an end."""
        result = []
        for word in words(text):
            if word not in self.known:
                self.known[word] = self.merged(word)
            result += self.known[word]
        return result

    def merged(self, word):
        parts = list(word)
        while True:
            best = max(
                ((self.scores[self.ids[a + b]], -i) for i, (a, b) in enumerate(zip(parts, parts[1:]))
                 if a + b in self.ids), default=None)
            if best is None:
                break
            i = -best[1]
            parts[i:i + 2] = [parts[i] + parts[i + 1]]
        result = []
        for part in parts:
            if part in self.ids:
                result.append(self.ids[part])
            else:
                result += [3 + byte for byte in part.encode()]
        return result

    def decode(self, tokens):
        data = b"".join(
            bytes([t - 3]) if 3 <= t < 259 else self.texts[t].encode() for t in tokens if t > 2)
        return data.decode(errors="replace").replace(SPACE, " ").removeprefix(" ")


def train(texts, size):
    """A vocabulary of `size` tokens by byte-pair encoding: the commonest pair becomes a piece."""
    counts = Counter(word for text in texts for word in words(text))
    characters = {chr(code) for code in range(33, 127)} | {SPACE}
    characters |= {c for word in counts for c in word if c not in "\n\r\t"}
    pieces = sorted(characters)
    parts = {word: list(word) for word in counts}
    while len(pieces) < size - 259:
        pairs = Counter()
        for word, count in counts.items():
            for pair in zip(parts[word], parts[word][1:]):
                pairs[pair] += count
        (a, b), count = max(pairs.items(), key=lambda item: (item[1], item[0]))
        if count < 2:
            break
        pieces.append(a + b)
        for word, old in parts.items():
            new, i = [], 0
            while i < len(old):
                if old[i:i + 2] == [a, b]:
                    new.append(a + b)
                    i += 2
                else:
                    new.append(old[i])
                    i += 1
            parts[word] = new
    return Tokenizer(pieces)
