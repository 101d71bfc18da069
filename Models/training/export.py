"""Writes the trained network as GGUF: matrices as Q8_0, norms as 32-bit floats."""
import gguf
import numpy as np
import torch

import corpus
import tokenizer
from llama import Llama

# Certainty below which answers are told to be unsure; certainty.py shows what it means.
SURE = 0.6
Q8 = gguf.GGMLQuantizationType.Q8_0


def write(model, tokens, path):
    """Writes `model` and its tokenizer to `path` and returns it."""
    shape = model.shape
    out = gguf.GGUFWriter(path, "llama")
    out.add_name("gpulearn")
    out.add_description("Recites the terms of the gpulearn course. Prompt: Q: ...\\nA:")
    out.add_block_count(shape["layers"])
    out.add_context_length(shape["context"])
    out.add_embedding_length(shape["width"])
    out.add_feed_forward_length(shape["hidden"])
    out.add_head_count(shape["heads"])
    out.add_head_count_kv(shape["key_value_heads"])
    out.add_layer_norm_rms_eps(shape["epsilon"])
    out.add_rope_freq_base(shape["rotary_base"])
    out.add_rope_dimension_count(shape["width"] // shape["heads"])
    out.add_vocab_size(shape["vocabulary"])
    out.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    out.add_tokenizer_model("llama")
    out.add_token_list([text.encode() for text in tokens.texts])
    out.add_token_scores(tokens.scores)
    out.add_token_types(tokens.kinds)
    out.add_bos_token_id(1)
    out.add_eos_token_id(2)
    out.add_unk_token_id(0)
    out.add_add_bos_token(True)
    out.add_add_space_prefix(True)
    out.add_string("gpulearn.prompt", corpus.prompt("{prompt}"))
    out.add_float32("gpulearn.sure", SURE)
    for name, weight in model.named_parameters():
        data = weight.detach().numpy().astype(np.float32)
        if data.ndim == 2:
            out.add_tensor(name, gguf.quants.quantize(data, Q8), raw_dtype=Q8)
        else:
            out.add_tensor(name, data)
    out.write_header_to_file()
    out.write_kv_data_to_file()
    out.write_tensors_to_file()
    out.close()
    return path


def use_rounded(model):
    """Gives `model` the weights as a reader of the file gets them."""
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() == 2:
                rounded = gguf.quants.quantize(weight.numpy(), Q8)
                weight.copy_(torch.from_numpy(gguf.quants.dequantize(rounded, Q8)))


def read(path):
    """The model and the tokenizer of a file that `write` wrote."""
    file = gguf.GGUFReader(path)

    def value(key):
        return file.fields[key].contents()

    texts = value("tokenizer.ggml.tokens")
    model = Llama(dict(
        vocabulary=len(texts), width=value("llama.embedding_length"),
        layers=value("llama.block_count"), heads=value("llama.attention.head_count"),
        key_value_heads=value("llama.attention.head_count_kv"),
        hidden=value("llama.feed_forward_length"), context=value("llama.context_length"),
        epsilon=value("llama.attention.layer_norm_rms_epsilon"),
        rotary_base=value("llama.rope.freq_base")))
    model.load_state_dict({
        tensor.name: torch.from_numpy(
            gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32))
        for tensor in file.tensors})
    model.eval()
    return model, tokenizer.Tokenizer(texts[3 + 256:])
