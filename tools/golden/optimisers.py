"""Makes test/golden/optimisers.json: parameters after each step of torch's optimisers on given gradients, and the learning rates of its schedules.

    pip install torch==2.15.0 numpy
    python tools/golden/optimisers.py            (from the root of the checkout)
"""

import json
import warnings
from pathlib import Path

import torch
from torch.optim import SGD, Adam, AdamW, RMSprop
from torch.optim.lr_scheduler import ConstantLR, CosineAnnealingLR, LinearLR, SequentialLR, StepLR

SCRIPT = "tools/golden/optimisers.py"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "optimisers.json"
torch.set_default_dtype(torch.float64)
warnings.simplefilter("ignore")


def case(kind, options, learning_rate, make):
    """The rate is halved after six of twelve steps."""
    draw = torch.Generator().manual_seed(7)
    params = torch.nn.Parameter(torch.randn(4, generator=draw))
    optimiser = make([params])
    start = params.tolist()
    steps = []
    for step in range(12):
        # Gradients of very different sizes, so that epsilon and the square root matter.
        grads = torch.randn(4, generator=draw) * torch.tensor([1, 1e-7, 1e3, 0 if step < 3 else 1])
        params.grad = grads.clone()
        rate = learning_rate if step < 6 else learning_rate / 2
        optimiser.param_groups[0]["lr"] = rate
        optimiser.step()
        steps.append({"learningRate": rate, "grads": grads.tolist(), "params": params.tolist()})
    return {"kind": kind, "options": options, "start": start, "steps": steps}


def adam(rate, beta1, beta2, epsilon):
    options = {"beta1": beta1, "beta2": beta2, "epsilon": epsilon}
    return case("adam", options, rate, lambda p: Adam(p, lr=rate, betas=(beta1, beta2), eps=epsilon))


def adamw(rate, beta1, beta2, epsilon, decay):
    options = {"beta1": beta1, "beta2": beta2, "epsilon": epsilon, "weightDecay": decay}
    return case("adamw", options, rate, lambda p: AdamW(p, lr=rate, betas=(beta1, beta2), eps=epsilon, weight_decay=decay))


def sgd(rate, momentum, dampening, nesterov):
    options = {"momentum": momentum, "dampening": dampening, "nesterov": nesterov}
    return case("sgd", options, rate, lambda p: SGD(p, lr=rate, momentum=momentum, dampening=dampening, nesterov=nesterov))


def rmsprop(rate, alpha, epsilon, momentum, centered):
    options = {"alpha": alpha, "epsilon": epsilon, "momentum": momentum, "centered": centered}
    return case(
        "rmsprop", options, rate, lambda p: RMSprop(p, lr=rate, alpha=alpha, eps=epsilon, momentum=momentum, centered=centered)
    )


def schedule(spec, epochs, steps_per_epoch, warmup_steps, make):
    """make(optimiser, steps): the schedule after the warm-up."""
    optimiser = SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    steps = epochs * steps_per_epoch
    main = make(optimiser, steps - warmup_steps)
    if warmup_steps == 0:
        chain = main
    else:
        rising = LinearLR(optimiser, start_factor=1 / warmup_steps, end_factor=1.0, total_iters=warmup_steps - 1)
        chain = SequentialLR(optimiser, [rising, main], milestones=[warmup_steps])
    factors = []
    for _ in range(steps):
        factors.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        chain.step()
    return {"spec": spec, "epochs": epochs, "stepsPerEpoch": steps_per_epoch, "factors": factors}


def cosine(floor):
    return lambda optimiser, steps: CosineAnnealingLR(optimiser, T_max=steps, eta_min=floor)


golden = {
    "tool": "torch.optim and torch.optim.lr_scheduler",
    "version": f"torch {torch.__version__}",
    "script": SCRIPT,
    "cases": [
        adam(0.05, 0.9, 0.999, 1e-8),
        adam(0.001, 0.5, 0.9, 1e-3),
        adam(0.1, 0.0, 0.99, 1e-8),
        adamw(0.05, 0.9, 0.999, 1e-8, 0.01),
        adamw(0.1, 0.5, 0.9, 1e-3, 0.7),
        sgd(0.01, 0.0, 0.0, False),
        sgd(0.01, 0.9, 0.0, False),
        sgd(0.01, 0.9, 0.3, False),
        sgd(0.01, 0.5, 0.0, True),
        rmsprop(0.01, 0.99, 1e-8, 0.0, False),
        rmsprop(0.05, 0.9, 1e-3, 0.9, False),
        rmsprop(0.01, 0.9, 1e-8, 0.0, True),
        rmsprop(0.01, 0.5, 1e-3, 0.5, True),
    ],
    "schedules": [
        schedule({"kind": "constant"}, 3, 4, 0, lambda o, _: ConstantLR(o, factor=1.0)),
        schedule({"kind": "constant", "warmup": 1.25}, 3, 4, 5, lambda o, _: ConstantLR(o, factor=1.0)),
        schedule({"kind": "cosine"}, 3, 7, 0, cosine(0.0)),
        schedule({"kind": "cosine", "floor": 0.1, "warmup": 2}, 5, 3, 6, cosine(0.1)),
        schedule({"kind": "step", "every": 2, "factor": 0.3}, 9, 3, 0, lambda o, _: StepLR(o, step_size=6, gamma=0.3)),
        schedule(
            {"kind": "step", "every": 1, "factor": 0.5, "warmup": 1}, 6, 4, 4, lambda o, _: StepLR(o, step_size=4, gamma=0.5)
        ),
    ],
}
TARGET.write_text(json.dumps(golden) + "\n")
