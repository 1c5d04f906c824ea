"""What every peer shares: JSON lines on stdin and stdout, one request at a time, so that the driver can time peers in turn.

Requests (field "op"):
  hello                      -> label, precision, versions
  load {workload}            -> variant, warmup, seconds (a rough time per step), expectations, grads
  time {steps}               -> seconds for that many steps of the loaded workload
  loadTraining {training}    -> variant, warmup
  train {maxSteps, maxSeconds} -> steps done, seconds, losses (of the first epoch, one a step); always from the start values
  free                       -> forgets what is loaded
An answer with "unsupported" says why the peer cannot do it; one with "error" is a failure.
"""

import argparse
import gc
import importlib.metadata
import json
import os
import sys
import time
import traceback
import warnings
from dataclasses import dataclass
from typing import Callable

import numpy as np


class Unsupported(Exception):
    """The peer has no way to do what was asked."""


@dataclass
class Workload:
    name: str
    qubits: int
    layers: int
    batch: int
    embedding: str
    noise: dict | None  # the channel after every gate, on each of its wires
    params: np.ndarray  # (layers, qubits, 3)
    inputs: np.ndarray  # (batch, qubits) or (batch, 2^qubits)
    cotangent: np.ndarray  # (batch, qubits)

    @staticmethod
    def of(data):
        n, layers, batch = data["qubits"], data["layers"], data["batch"]
        return Workload(
            data["name"],
            n,
            layers,
            batch,
            data["embedding"],
            data["noise"],
            np.array(data["params"]).reshape(layers, n, 3),
            np.array(data["inputs"]).reshape(batch, data["numInputs"]),
            np.array(data["cotangent"]).reshape(batch, n),
        )


@dataclass
class Circuit:
    """A circuit inside a trained model."""

    qubits: int
    layers: int
    embedding: str


@dataclass
class Training:
    """Rows, start values by name, the order of rows in each epoch and the parts of the model: see `parts` in run.mjs."""

    name: str
    parts: dict
    batch: int
    learning_rate: float
    x: np.ndarray  # (rows, features)
    y: np.ndarray  # (rows,)
    start: dict
    orders: np.ndarray  # (epochs, rows)

    @staticmethod
    def of(data):
        rows = len(data["y"])
        start = {p["name"]: np.array(p["values"]).reshape(p["shape"]) for p in data["start"]}
        return Training(
            data["name"],
            data["parts"],
            data["batch"],
            data["learningRate"],
            np.array(data["x"]).reshape(rows, -1),
            np.array(data["y"], dtype=np.int64),
            start,
            np.array(data["orders"], dtype=np.int64),
        )

    def batches(self, epoch):
        order = self.orders[epoch]
        return [order[k : k + self.batch] for k in range(0, len(order), self.batch)]

    @property
    def num_epochs(self):
        return len(self.orders)

    @property
    def steps_per_epoch(self):
        return -(-self.orders.shape[1] // self.batch)


@dataclass
class Peer:
    label: str
    precision: str
    versions: dict
    # From a workload to named ways to do it: each builds a function that runs one step and returns (expectations, gradient), ready.
    variants: Callable | None
    # From a training to named ways: each builds an object with warm() and run(max_steps, max_seconds) -> (steps, losses).
    trainings: Callable | None
    # As `variants`, for workloads with noise.
    noisy: Callable | None = None


def versions(names):
    """The installed versions; an ImportError where a package is missing."""
    return {name: importlib.metadata.version(name) for name in names}


def clock(run):
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def tried(step):
    """Seconds for the first call, and the best of the next ones, up to a second."""
    warmup, result = clock(step)
    best, spent = float("inf"), 0.0
    for _ in range(1000):
        seconds, result = clock(step)
        best, spent = min(best, seconds), spent + seconds
        if spent > 1.0:
            break
    return warmup, best, result


class Server:
    def __init__(self, peer):
        self.peer = peer
        self.step = None
        self.training = None

    def hello(self, _):
        return {"label": self.peer.label, "precision": self.peer.precision, "versions": self.peer.versions}

    def load(self, request):
        """Takes the fastest of the peer's ways to do the workload."""
        self.free(request)
        candidates = []
        work = Workload.of(request["workload"])
        best = None
        variants = self.peer.variants if work.noise is None else self.peer.noisy
        if variants is None:
            raise Unsupported("no circuits with noise" if work.noise else "circuits with noise only")
        for name, build in variants(work):
            built, step = clock(lambda: build())
            warmup, seconds, result = tried(step)
            candidates.append({"variant": name, "warmup": built + warmup, "seconds": seconds})
            if best is None or seconds < best["seconds"]:
                best = candidates[-1]
                self.step = step
                expectations, grads = result
        return {
            **best,
            "candidates": candidates,
            "expectations": np.asarray(expectations, dtype=float).ravel().tolist(),
            "grads": np.asarray(grads, dtype=float).ravel().tolist(),
        }

    def time(self, request):
        step = self.step
        start = time.perf_counter()
        for _ in range(request["steps"]):
            step()
        return {"seconds": time.perf_counter() - start}

    def loadTraining(self, request):
        self.free(request)
        training = Training.of(request["training"])
        best = None
        if self.peer.trainings is None:
            raise Unsupported("no trainings")
        for name, build in self.peer.trainings(training):
            trainer = build()
            warmup, _ = clock(trainer.warm)
            few = min(training.steps_per_epoch, 5)
            seconds, (steps, _) = clock(lambda: trainer.run(few, 60.0))
            if best is None or seconds / steps < best["seconds"]:
                best = {"variant": name, "warmup": warmup, "seconds": seconds / steps}
                self.training = trainer
        return best

    def train(self, request):
        seconds, (steps, losses) = clock(lambda: self.training.run(request["maxSteps"], request["maxSeconds"]))
        return {"seconds": seconds, "steps": steps, "losses": [float(loss) for loss in losses]}

    def free(self, _):
        self.step = None
        self.training = None
        gc.collect()
        return {}


def arguments(entries):
    parser = argparse.ArgumentParser()
    parser.add_argument("--entry", required=True, choices=entries)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def serve(make):
    """Answers requests until stdin ends. make() imports the library and returns the Peer: failures there are answers too."""
    out = os.fdopen(os.dup(1), "w", buffering=1)
    # What libraries print must not get between the answers.
    os.dup2(2, 1)
    warnings.filterwarnings("ignore")

    def answer(record):
        out.write(json.dumps(record) + "\n")
        out.flush()

    try:
        server = Server(make())
    except ImportError as error:
        answer({"missing": str(error)})
        return
    except Exception as error:
        traceback.print_exc()
        answer({"error": f"{type(error).__name__}: {error}"})
        return
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer(getattr(server, request["op"])(request))
        except Unsupported as reason:
            answer({"unsupported": str(reason)})
        except Exception as error:
            traceback.print_exc()
            answer({"error": f"{type(error).__name__}: {error}"})
