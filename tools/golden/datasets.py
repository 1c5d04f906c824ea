"""Makes test/golden/datasets.json: NumPy's legacy random stream and scikit-learn's moons and circles.

    pip install numpy==2.4.6 scikit-learn==1.9.1
    python tools/golden/datasets.py            (from the root of the checkout)
"""

import json
from pathlib import Path

import numpy as np
import sklearn
from sklearn.datasets import make_circles, make_moons

SCRIPT = "tools/golden/datasets.py"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "datasets.json"


def stream(seed):
    """Each part from a fresh stream; `mixed` draws all kinds from one, so that the kept normal and the word order are tested."""
    fresh = lambda: np.random.RandomState(seed)
    words = fresh().randint(0, 2**32, size=1300, dtype=np.uint32)
    orders = []
    for length in (1, 2, 7, 33):
        order = np.arange(length)
        fresh().shuffle(order)
        orders.append(order.tolist())
    long = np.arange(1000)
    fresh().shuffle(long)
    one = fresh()
    mixed = [one.standard_normal(), one.random_sample()]
    order = np.arange(5)
    one.shuffle(order)
    mixed += order.tolist() + [one.standard_normal(), one.standard_normal()]
    return {
        "seed": seed,
        "words": words[:8].tolist(),
        "wordsFrom620": words[620:628].tolist(),
        "wordsFrom1245": words[1245:1251].tolist(),
        "uniforms": fresh().random_sample(6).tolist(),
        "normals": fresh().standard_normal(9).tolist(),
        "orders": orders,
        "orderOf1000": {"first": long[:12].tolist(), "last": long[-4:].tolist()},
        "mixed": mixed,
    }


def points(generator, make, samples, noise, key, **more):
    x, y = make(samples, noise=noise, random_state=key, **more)
    case = {
        "generator": generator,
        "options": {"samples": samples, "noise": noise, "key": key, **more},
        "labels": "".join(map(str, y.tolist())),
        "min": x.min(axis=0).tolist(),
        "max": x.max(axis=0).tolist(),
        "sum": x.sum(axis=0).tolist(),
    }
    if samples <= 41:
        return {**case, "rows": x.tolist()}
    return {**case, "first": x[:8].tolist(), "last": x[-3:].tolist()}


golden = {
    "tool": "NumPy, scikit-learn",
    "version": f"NumPy {np.__version__}, scikit-learn {sklearn.__version__}",
    "script": SCRIPT,
    "streams": [stream(seed) for seed in (0, 1, 42, 2147483648, 4294967295)],
    "points": [
        points("moons", make_moons, 500, 0.1, 42),
        points("moons", make_moons, 1000, 0.1, 42),
        points("moons", make_moons, 2, 0.1, 0),
        points("moons", make_moons, 3, 0.2, 1),
        points("moons", make_moons, 41, 0.3, 4294967295),
        points("moons", make_moons, 101, 0.15, 7),
        points("moons", make_moons, 20, 0, 5),
        points("circles", make_circles, 400, 0.05, 7, factor=0.5),
        points("circles", make_circles, 500, 0.1, 42, factor=0.8),
        points("circles", make_circles, 2, 0.1, 0, factor=0.8),
        points("circles", make_circles, 3, 0.2, 1, factor=0.3),
        points("circles", make_circles, 41, 0.1, 2147483648, factor=0),
        points("circles", make_circles, 101, 0.15, 3, factor=0.8),
        points("circles", make_circles, 20, 0, 5, factor=0.99),
    ],
}
TARGET.write_text(json.dumps(golden, separators=(",", ":")).replace('{"seed"', '\n{"seed"').replace('{"generator"', '\n{"generator"') + "\n")
