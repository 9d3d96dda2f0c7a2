"""Tiny models of the real classes, built so that a person can tell what they will write.

Every token is one axis of the embedding, all layers are silent, and the output
matrix says which token follows which: ``chain`` is read like a list of words,
each followed by the next. With ``hears`` a token of the source decides the first
word: the one layer that is not silent passes the mean of the source on.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import sentencepiece
import torch

SENTENCES = (
    "公司收入增长，利润下降。",
    "园区签约项目，投资增加。",
    "企业出口上升；订单减少！",
    "本月产量增长，价格下降，库存增加。",
    "今年前三季度投资项目签约，收入上升。",
)
WORDS = ("▁Sales", "▁rose", "▁fell", "▁sharply", "▁Exports", "▁again", ".", "売上高は", "増加", "減少", "した", "。")
LONGEST = 128
# How much a token outweighs positions and the mean of its neighbours.
_LOUD = 4.0


def spm(file: Path, more: Sequence[str] = ()) -> list[str]:
    """A SentencePiece model of the sentences above, a piece a character, and of ``more``; returns its pieces."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 20),
        model_writer=model,
        user_defined_symbols=[*WORDS, *more],
        model_type="char",
        vocab_size=200 + len(more),
        hard_vocab_limit=False,
        minloglevel=2,
    )
    file.write_bytes(model.getvalue())
    made = sentencepiece.SentencePieceProcessor(model_file=str(file))
    return [made.id_to_piece(place) for place in range(3, made.get_piece_size())]


def marian(
    folder: Path,
    chain: Sequence[str],
    *,
    hears: Mapping[str, str] | None = None,
    extra: int = 0,
    foreign: Sequence[str] = (),
) -> Path:
    """MarianMT. A chain that ends with its first word never ends; ``extra`` spare tokens enlarge the vocabulary,
    ``foreign`` ones are words of the source alone."""
    from transformers import GenerationConfig, MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    pieces = spm(folder / "source.spm", foreign)
    spm(folder / "target.spm")
    tokens = list(dict.fromkeys(["</s>", "<unk>", ">>jpn<<", *pieces, *WORDS]))
    tokens += [f"spare{place}" for place in range(extra)] + ["<pad>"]
    ids = _vocabulary(folder / "vocab.json", tokens)
    _json(folder / "tokenizer_config.json", {"tokenizer_class": "MarianTokenizer", "model_max_length": LONGEST})
    pad, width = ids["<pad>"], _width(tokens)
    config = MarianConfig(
        vocab_size=len(tokens),
        d_model=width,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=8,
        decoder_ffn_dim=8,
        max_position_embeddings=LONGEST,
        scale_embedding=True,
        activation_function="swish",
        tie_word_embeddings=False,
        pad_token_id=pad,
        eos_token_id=0,
        decoder_start_token_id=pad,
        forced_eos_token_id=None,
    )
    model = MarianMTModel(config)
    _silence(model)
    with torch.no_grad():
        _axes(model, _LOUD)
        for part in (model.model.shared, model.model.encoder.embed_tokens, model.model.decoder.embed_tokens):
            part.weight[pad] = 0
        loops = len(chain) > 1 and chain[0] == chain[-1]
        _follow(model.lm_head.weight, ids, ["", *chain] if loops else ["", *chain, "</s>"])
        # The first word has no word before it: it leads by its bias.
        model.final_logits_bias[0, ids[[*chain, "</s>"][0]]] = 16.0 if loops else 4.0
        _hear(model.lm_head.weight, ids, hears, chain, model.model.decoder.layers[0].encoder_attn)
    model.generation_config = GenerationConfig(
        bad_words_ids=[[pad]], pad_token_id=pad, eos_token_id=0, decoder_start_token_id=pad, num_beams=4, max_length=9
    )
    model.save_pretrained(folder)
    return folder


def m2m100(folder: Path, chains: Mapping[str, Sequence[str]]) -> Path:
    """M2M100, with the language codes of the real one; ``chains`` holds the words of each language."""
    from transformers import M2M100Tokenizer

    folder.mkdir(parents=True)
    pieces = spm(folder / "sentencepiece.bpe.model")
    _vocabulary(
        folder / "vocab.json", list(dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", *pieces, *WORDS, *_even(pieces)]))
    )
    tokenizer = M2M100Tokenizer(str(folder / "vocab.json"), str(folder / "sentencepiece.bpe.model"), src_lang="zh")
    tokenizer.save_pretrained(folder)
    size = len(tokenizer.encoder) + len(tokenizer.lang_code_to_id) + tokenizer.num_madeup_words
    ids = tokenizer.encoder | tokenizer.lang_token_to_id
    return _many(folder, size, ids, {f"__{code}__": chain for code, chain in chains.items()})


def nllb(folder: Path, chains: Mapping[str, Sequence[str]]) -> Path:
    """NLLB: M2M100's model, but a fast tokenizer whose language codes are tokens as they are."""
    from transformers import NllbTokenizer

    folder.mkdir(parents=True)
    pieces = list(dict.fromkeys(["<s>", "<pad>", "</s>", "<unk>", "▁", *_characters(), *WORDS]))
    tokenizer = NllbTokenizer(
        vocab={piece: place for place, piece in enumerate(pieces)}, merges=[], src_lang="zho_Hans"
    )
    tokenizer.save_pretrained(folder)
    return _many(folder, len(tokenizer), tokenizer.get_vocab(), chains)


def _many(folder: Path, size: int, ids: Mapping[str, int], chains: Mapping[str, Sequence[str]]) -> Path:
    """M2M100's model; ``chains`` by the token that an output begins with."""
    from transformers import M2M100Config, M2M100ForConditionalGeneration

    config = M2M100Config(
        vocab_size=size,
        d_model=_width(range(size)),
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=8,
        decoder_ffn_dim=8,
        max_position_embeddings=LONGEST,
        tie_word_embeddings=False,
        decoder_start_token_id=2,
    )
    model = M2M100ForConditionalGeneration(config)
    _silence(model)
    with torch.no_grad():
        _axes(model, _LOUD)
        for first, chain in chains.items():
            _follow(model.lm_head.weight, ids, [first, *chain, "</s>"], lead=10.0)
    model.save_pretrained(folder)
    return folder


def t5(folder: Path, chain: Sequence[str], *, hears: Mapping[str, str] | None = None) -> Path:
    """T5 with a language token ``<2en>`` or ``<2ja>`` before the text, as MADLAD has it."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast, T5Config, T5ForConditionalGeneration

    folder.mkdir(parents=True)
    tokens = list(dict.fromkeys(["<pad>", "</s>", "<unk>", "<2en>", "<2ja>", "▁", *_characters(), *WORDS]))
    ids = {token: place for place, token in enumerate(tokens)}
    rust = Tokenizer(models.Unigram([(token, -float(place)) for place, token in enumerate(tokens)], unk_id=2))
    rust.pre_tokenizer = pre_tokenizers.Metaspace()
    rust.decoder = decoders.Metaspace()
    rust.post_processor = processors.TemplateProcessing(single=["$A", "</s>"], special_tokens=[("</s>", 1)])
    PreTrainedTokenizerFast(
        tokenizer_object=rust, eos_token="</s>", unk_token="<unk>", pad_token="<pad>"
    ).save_pretrained(folder)
    config = T5Config(
        vocab_size=len(tokens),
        d_model=_width(tokens),
        d_kv=_width(tokens) // 2,
        num_heads=2,
        num_layers=1,
        num_decoder_layers=1,
        d_ff=8,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
        pad_token_id=0,
        eos_token_id=1,
        decoder_start_token_id=0,
    )
    model = T5ForConditionalGeneration(config)
    _silence(model)
    with torch.no_grad():
        # T5 ties its output to its input unless they differ.
        model.lm_head.weight = torch.nn.Parameter(torch.zeros_like(model.lm_head.weight))
        _axes(model, _LOUD * math.sqrt(config.d_model))
        _follow(model.lm_head.weight, ids, ["<pad>", *chain, "</s>"])
        _hear(model.lm_head.weight, ids, hears, chain, model.decoder.block[0].layer[1].EncDecAttention)
    model.save_pretrained(folder)
    return folder


TEMPLATE = (
    "{% for message in messages %}<|user|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def chat(folder: Path, kind: str, chain: Sequence[str], *, hears: Mapping[str, str] | None = None) -> Path:
    """A chat model, ``kind`` ``hunyuan`` or ``qwen``. ``hears``: a character of the prompt and the first word."""
    import transformers

    folder.mkdir(parents=True)
    named = {"hunyuan": "HunYuanDenseV1", "qwen": "Qwen3"}[kind]
    ids = _chat_tokenizer(folder, chain)
    width = _width(ids)
    config = getattr(transformers, f"{named}Config")(
        vocab_size=len(ids),
        hidden_size=width,
        intermediate_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=width // 2,
        max_position_embeddings=1024,
        tie_word_embeddings=False,
        pad_token_id=0,
        bos_token_id=None,
        eos_token_id=ids["<|end|>"],
    )
    model = getattr(transformers, f"{named}ForCausalLM")(config)
    _silence(model)
    with torch.no_grad():
        _axes(model, _LOUD * math.sqrt(width))
        _follow(model.lm_head.weight, ids, ["<|assistant|>", *chain, "<|end|>"])
        _hear(model.lm_head.weight, ids, hears, chain, model.model.layers[0].self_attn)
    # Real models say this too; it must not make the answers a matter of chance.
    model.generation_config.update(do_sample=True, temperature=0.7, top_p=0.6)
    model.save_pretrained(folder)
    return folder


def _chat_tokenizer(folder: Path, chain: Sequence[str]) -> dict[str, int]:
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    special = ["<|pad|>", "<|end|>", "<|user|>", "<|assistant|>"]
    tokens = list(dict.fromkeys([*special, "<unk>", "▁", *_characters(), *WORDS, *chain]))
    ids = {token: place for place, token in enumerate(tokens)}
    rust = Tokenizer(models.BPE(vocab=ids, merges=[], unk_token="<unk>"))
    rust.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never")
    rust.decoder = decoders.Metaspace(prepend_scheme="never")
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=rust,
        eos_token="<|end|>",
        pad_token="<|pad|>",
        unk_token="<unk>",
        extra_special_tokens=["<|user|>", "<|assistant|>"],
    )
    tokenizer.chat_template = TEMPLATE
    tokenizer.save_pretrained(folder)
    return ids


def _silence(model: Any) -> None:
    """No layer says anything; normalisation stays as it is."""
    with torch.no_grad():
        for name, value in model.named_parameters():
            norm = any(word in name for word in ("layer_norm", "layernorm", "norm.weight", "_norm"))
            value.fill_(1.0 if norm and name.endswith("weight") else 0.0)


def _axes(model: Any, size: float) -> None:
    """Every token an axis of its own, in whichever of its parts the model embeds tokens."""
    rows = model.get_input_embeddings().weight.shape[0]
    for part in model.modules():
        if isinstance(part, torch.nn.Embedding) and part.weight.shape[0] == rows and part.weight.requires_grad:
            torch.nn.init.eye_(part.weight).mul_(size)


def _follow(head: torch.Tensor, ids: Mapping[str, int], chain: Sequence[str], *, lead: float = 0.05) -> None:
    """The start leads weakly, so that what is heard may begin instead; from then on words follow words."""
    for place, (first, second) in enumerate(pairwise(chain)):
        if first:
            head[ids[second], ids[first]] = 10.0 if place else lead


def _hear(
    head: torch.Tensor, ids: Mapping[str, int], hears: Mapping[str, str] | None, chain: Sequence[str], attention: Any
) -> None:
    """The mean of what is attended to reaches the output; the token named there takes the place of the first word."""
    if not hears:
        return
    value = attention.v_proj if hasattr(attention, "v_proj") else attention.v
    out = next(getattr(attention, name) for name in ("out_proj", "o_proj", "o") if hasattr(attention, name))
    torch.nn.init.eye_(value.weight)
    torch.nn.init.eye_(out.weight).mul_(_LOUD)
    for source, target in hears.items():
        head[ids[target], ids[source]] = 8.0
        head[ids[chain[1]], ids[target]] = 10.0


def _width(tokens: Any) -> int:
    """An axis for each token in the lower half; the upper half is for what Marian adds for the position."""
    return 16 * math.ceil(2 * len(tokens) / 16)


def _characters() -> list[str]:
    prompt = "将以下文本翻译为英语日参考下面的成注意只需要输出结果不要解释标题写摘要上甲：\n0123456789"
    return sorted({*"".join(SENTENCES), *prompt})


def _even(pieces: Sequence[str]) -> list[str]:
    """One more token where needed, so that none has to be made up for an odd number."""
    return ["<spare>"] if len(pieces) % 2 else []


def _vocabulary(file: Path, tokens: list[str]) -> dict[str, int]:
    ids = {token: place for place, token in enumerate(tokens)}
    _json(file, ids)
    return ids


def _json(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def scatter(source: Path, target: Path) -> Path:
    """The same model with weights by chance, always the same ones: what it writes depends on every token it reads."""
    from transformers import AutoModelForSeq2SeqLM

    target.mkdir()
    for file in source.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    model = AutoModelForSeq2SeqLM.from_pretrained(source)
    chance = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for name, value in model.named_parameters():
            if value.ndim > 1 and value.requires_grad:
                value.normal_(std=0.3 if "attn" in name or "Attention" in name else 0.15, generator=chance)
    pad = model.config.pad_token_id
    for part in model.modules():
        if isinstance(part, torch.nn.Embedding) and part.padding_idx == pad:
            part.weight.data[pad] = 0
    # No real model writes its padding, and the libraries count places differently after one.
    model.get_output_embeddings().weight.data[pad] = 0
    model.save_pretrained(target)
    return target
