"""The two trained models on torch, with any circuit module: a mixture of experts and its training loop."""

import time

import numpy as np
import torch


class TorchTraining:
    """parts: see `parts` in run.mjs. make_circuit(circuit, theta) -> module from (batch, inputs) to (batch, qubits)."""

    def __init__(self, training, make_circuit, dtype):
        self.training = training
        self.make_circuit = make_circuit
        self.dtype = dtype
        self.x = torch.tensor(training.x, dtype=dtype)
        self.y = torch.tensor(training.y)

    def module(self, part):
        kind, prefix = part["kind"], part["prefix"]
        start = self.training.start
        if kind == "linear":
            weight, bias = start[f"{prefix}.weight"], start[f"{prefix}.bias"]
            layer = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=self.dtype)
            with torch.no_grad():
                layer.weight.copy_(torch.tensor(weight))
                layer.bias.copy_(torch.tensor(bias))
            return layer
        if kind == "circuit":
            return self.make_circuit(part, start[f"{prefix}.theta"])
        return torch.nn.Sequential(*[self.module(p) for p in part["parts"]])

    def model(self):
        parts = self.training.parts
        head = [self.module(parts["head"])] if parts["head"] else []
        return Mixture(self.module(parts["router"]), [self.module(e) for e in parts["experts"]], head)

    def warm(self):
        for size in {len(b) for b in self.training.batches(0)}:
            self.steps([[np.arange(size)]] * 2, 2, float("inf"))

    def run(self, max_steps, max_seconds):
        epochs = (self.training.batches(e) for e in range(self.training.num_epochs))
        return self.steps(epochs, max_steps, max_seconds)

    def steps(self, epochs, max_steps, max_seconds):
        end = time.perf_counter() + max_seconds
        model = self.model()
        optimiser = torch.optim.Adam(model.parameters(), lr=self.training.learning_rate)
        entropy = torch.nn.CrossEntropyLoss()
        first, done = [], 0
        for epoch, batches in enumerate(epochs):
            for rows in batches:
                rows = torch.from_numpy(rows)
                optimiser.zero_grad()
                loss = entropy(model(self.x[rows]), self.y[rows])
                loss.backward()
                optimiser.step()
                done += 1
                if epoch == 0:
                    first.append(loss.item())
                if done == max_steps or time.perf_counter() > end:
                    return done, first
        return done, first


class Mixture(torch.nn.Module):
    """sum_e softmax(router(x))_e expert_e(x), then the head if there is one."""

    def __init__(self, router, experts, head):
        super().__init__()
        self.router = router
        self.experts = torch.nn.ModuleList(experts)
        self.head = torch.nn.ModuleList(head)

    def forward(self, x):
        weights = torch.softmax(self.router(x), dim=1)
        answers = torch.stack([expert(x) for expert in self.experts], dim=1)
        mixed = (weights.unsqueeze(2) * answers).sum(dim=1)
        for layer in self.head:
            mixed = layer(mixed)
        return mixed
