"""SmoothQuant: move the outliers of the activations into the weights before eight bits are all there is.

Xiao et al., 2023, https://arxiv.org/abs/2211.10438. The function computed stays the same; a layer's input is divided
by a scale a column and its weights are multiplied by it, so that both fit eight bits better.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

MIGRATION = 0.6
"""How much of an outlier goes into an encoder's weights: the best of 0.5 to 0.8 by the worst cosine to the original."""


def smooth(model: torch.nn.Module, run: Callable[[], object], migration: float = MIGRATION) -> None:
    """Rescale every linear layer of a model in place, by the activations that a run of it causes."""
    largest = _largest_inputs(model, run)
    for name, peak in largest.items():
        parent, _, leaf = name.rpartition(".")
        setattr(model.get_submodule(parent), leaf, _smoothed(model.get_submodule(name), peak, migration))


def _largest_inputs(model: torch.nn.Module, run: Callable[[], object]) -> dict[str, torch.Tensor]:
    import torch

    largest: dict[str, torch.Tensor] = {}

    def watch(name: str) -> Any:
        def hook(_module: torch.nn.Module, inputs: tuple[torch.Tensor], _output: torch.Tensor) -> None:
            peak = inputs[0].detach().abs().flatten(0, -2).amax(0)
            largest[name] = torch.maximum(largest.get(name, peak), peak)

        return hook

    linear = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, torch.nn.Linear)]
    hooks = [layer.register_forward_hook(watch(name)) for name, layer in linear]
    run()
    for handle in hooks:
        handle.remove()
    return largest


def _smoothed(layer: torch.nn.Module, peak: torch.Tensor, migration: float) -> torch.nn.Module:
    import torch

    class Smoothed(torch.nn.Module):
        """Divide the input by a scale, then apply the layer whose weights were multiplied by it."""

        def __init__(self, linear: torch.nn.Linear, scale: torch.Tensor) -> None:
            super().__init__()
            self.inverse = torch.nn.Parameter(1 / scale, requires_grad=False)
            self.linear = linear
            linear.weight.data = linear.weight.data * scale

        def forward(self, values: torch.Tensor) -> torch.Tensor:
            result: torch.Tensor = self.linear(values * self.inverse)
            return result

    assert isinstance(layer, torch.nn.Linear)  # noqa: S101 - narrows the type for mypy
    weight = layer.weight.data.abs().amax(0).clamp(min=1e-5)
    scale = peak.clamp(min=1e-5) ** migration / weight ** (1 - migration)
    return Smoothed(layer, scale.clamp(min=1e-4))
