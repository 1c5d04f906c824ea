"""Makes test/golden/adam.json: parameters after each step of torch.optim.Adam on given gradients.

    pip install torch==2.15.0 numpy
    python tools/golden/adam.py            (from the root of the checkout)
"""

import json
from pathlib import Path

import torch

SCRIPT = "tools/golden/adam.py"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "adam.json"
torch.set_default_dtype(torch.float64)


def case(learning_rate, beta1, beta2, epsilon):
    draw = torch.Generator().manual_seed(7)
    params = torch.nn.Parameter(torch.randn(4, generator=draw))
    optimiser = torch.optim.Adam([params], lr=learning_rate, betas=(beta1, beta2), eps=epsilon)
    start = params.tolist()
    steps = []
    for step in range(12):
        # Gradients of very different sizes, so that epsilon and the square root matter.
        grads = torch.randn(4, generator=draw) * torch.tensor([1, 1e-7, 1e3, 0 if step < 3 else 1])
        params.grad = grads
        optimiser.step()
        steps.append({"grads": grads.tolist(), "params": params.tolist()})
    options = {"learningRate": learning_rate, "beta1": beta1, "beta2": beta2, "epsilon": epsilon}
    return {"options": options, "start": start, "steps": steps}


golden = {
    "tool": "torch.optim.Adam",
    "version": f"torch {torch.__version__}",
    "script": SCRIPT,
    "cases": [case(0.05, 0.9, 0.999, 1e-8), case(0.001, 0.5, 0.9, 1e-3), case(0.1, 0.0, 0.99, 1e-8)],
}
TARGET.write_text(json.dumps(golden) + "\n")
