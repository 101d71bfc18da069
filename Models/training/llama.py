"""The network: a Llama-architecture transformer, small enough to train on a CPU."""
import torch
from torch import nn
from torch.nn import functional as F

SHAPE = dict(vocabulary=1536, width=128, layers=5, heads=4, key_value_heads=2, hidden=384,
             context=512, epsilon=1e-5, rotary_base=10000.0)


class Layer(nn.Module):
    def __init__(self, shape, dropout):
        super().__init__()
        width, size = shape["width"], shape["width"] // shape["heads"]
        self.heads, self.key_value_heads = shape["heads"], shape["key_value_heads"]
        self.attn_norm = nn.RMSNorm(width, shape["epsilon"])
        self.attn_q = nn.Linear(width, self.heads * size, bias=False)
        self.attn_k = nn.Linear(width, self.key_value_heads * size, bias=False)
        self.attn_v = nn.Linear(width, self.key_value_heads * size, bias=False)
        self.attn_output = nn.Linear(self.heads * size, width, bias=False)
        self.ffn_norm = nn.RMSNorm(width, shape["epsilon"])
        self.ffn_gate = nn.Linear(width, shape["hidden"], bias=False)
        self.ffn_up = nn.Linear(width, shape["hidden"], bias=False)
        self.ffn_down = nn.Linear(shape["hidden"], width, bias=False)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, cosines, sines, cache=None):  # x: batch × tokens × width
        batch, tokens, _ = x.shape
        h = self.attn_norm(x)

        def heads(y, count):  # batch × heads × tokens × size
            return y.view(batch, tokens, count, -1).transpose(1, 2)

        q = rotated(heads(self.attn_q(h), self.heads), cosines, sines)
        k = rotated(heads(self.attn_k(h), self.key_value_heads), cosines, sines)
        v = heads(self.attn_v(h), self.key_value_heads)
        if cache is not None:  # keys and values of the tokens before, which these join
            if cache:
                k, v = torch.cat((cache[0], k), 2), torch.cat((cache[1], v), 2)
            cache[:] = k, v
        group = self.heads // self.key_value_heads
        k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
        attended = F.scaled_dot_product_attention(q, k, v, is_causal=tokens > 1)
        x = x + self.dropout(self.attn_output(attended.transpose(1, 2).reshape(batch, tokens, -1)))
        h = self.ffn_norm(x)
        return x + self.dropout(self.ffn_down(F.silu(self.ffn_gate(h)) * self.ffn_up(h)))


def rotated(x, cosines, sines):
    """Pairs (2i, 2i + 1) turned by the position's angle, as GGUF's llama architecture wants it."""
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cosines - b * sines, a * sines + b * cosines), -1).flatten(-2)


class Llama(nn.Module):
    def __init__(self, shape, dropout=0.0):
        super().__init__()
        self.shape = shape
        self.token_embd = nn.Embedding(shape["vocabulary"], shape["width"])
        self.blk = nn.ModuleList(Layer(shape, dropout) for _ in range(shape["layers"]))
        self.output_norm = nn.RMSNorm(shape["width"], shape["epsilon"])
        self.dropout = nn.Dropout(dropout)
        size = shape["width"] // shape["heads"]
        angles = torch.outer(
            torch.arange(shape["context"]).float(),
            shape["rotary_base"] ** (-torch.arange(0, size, 2).float() / size))
        self.register_buffer("cosines", angles.cos(), persistent=False)
        self.register_buffer("sines", angles.sin(), persistent=False)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                deep = name.endswith(("attn_output.weight", "ffn_down.weight"))
                nn.init.normal_(weight, 0, 0.02 / (2 * shape["layers"]) ** (0.5 if deep else 0))

    def forward(self, tokens, wanted=None, start=0, caches=None):
        """Logits, batch × tokens × vocabulary; the embedding is the output matrix too.

        `wanted`, a mask of batch × tokens, leaves only the places whose logits are asked for:
        places × vocabulary.
        """
        end = start + tokens.shape[1]
        x = self.dropout(self.token_embd(tokens))
        for i, layer in enumerate(self.blk):
            cache = None if caches is None else caches[i]
            x = layer(x, self.cosines[start:end], self.sines[start:end], cache)
        return F.linear(self.output_norm(x if wanted is None else x[wanted]), self.token_embd.weight)

    @torch.no_grad()
    def greedy(self, prompts, count, end):
        """The likeliest continuations of prompts that are equally long; each stops at `end`."""
        caches = [[] for _ in self.blk]
        rows = torch.tensor(prompts)
        length = rows.shape[1]
        step, at = rows, 0
        ended = torch.zeros(len(rows), dtype=torch.bool)
        for _ in range(min(count, self.shape["context"] - length)):
            logits = self(step, start=at, caches=caches)[:, -1]
            at += step.shape[1]
            step = logits.argmax(-1, keepdim=True)
            step[ended] = end
            rows = torch.cat((rows, step), 1)
            ended |= step[:, 0] == end
            if ended.all():
                break
        return [[t for t in row if t != end] for row in rows[:, length:].tolist()]
