"""Makes test/golden/datasets-features.json: data sets of any number of features, by scikit-learn and by qml-benchmarks.

    pip install numpy==2.4.6 scikit-learn==1.9.1
    git clone https://github.com/XanaduAI/qml-benchmarks && git -C qml-benchmarks checkout 0bbf84855d4d
    python tools/golden/datasets_features.py qml-benchmarks      (from the root of the checkout)

The modules of qml-benchmarks are loaded one by one, so that its other requirements need not be there.
"""

import importlib.util
import json
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn.datasets import make_blobs, make_classification

QML = Path(sys.argv[1]) / "src" / "qml_benchmarks" / "data"
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "datasets-features.json"
WORDS = {
    "samples": "n_samples",
    "features": "n_features",
    "informative": "n_informative",
    "redundant": "n_redundant",
    "repeated": "n_repeated",
    "classes": "n_classes",
    "clustersPerClass": "n_clusters_per_class",
    "classSep": "class_sep",
    "flipY": "flip_y",
    "key": "random_state",
}


def case(generator, options, x, labels):
    rows = x.reshape(len(x), -1)
    out = {"generator": generator, "options": options, "labels": [int(label) for label in labels], "features": rows.shape[1]}
    if rows.size <= 250:
        return {**out, "rows": rows.tolist()}
    return {
        **out,
        "first": rows[:3].tolist(),
        "last": rows[-2:].tolist(),
        "sum": rows.sum(axis=0).tolist(),
        "sumOfSquares": (rows**2).sum(axis=0).tolist(),
    }


def classification(**options):
    x, y = make_classification(**{WORDS.get(name, name): value for name, value in options.items()})
    return case("classification", options, x, y)


def blobs(samples, features, classes, clusterStd, centerBox, key):
    x, y = make_blobs(
        samples, features, centers=classes, cluster_std=clusterStd, center_box=(-centerBox, centerBox), random_state=key
    )
    return case("blobs", dict(samples=samples, features=features, classes=classes, clusterStd=clusterStd, centerBox=centerBox, key=key), x, y)


def qml(module, function):
    spec = importlib.util.spec_from_file_location(module, QML / f"{module}.py")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return getattr(loaded, function)


def benchmark(generator, make, arguments, zero, shuffle=False, **options):
    """zero: the label of qml-benchmarks that is class 0 here. shuffle: as scikit-learn does, from the same stream."""
    np.random.seed(options["key"])
    x, y = make(*arguments)
    x, y = np.asarray(x), np.asarray(y)
    if shuffle:
        order = np.arange(len(y))
        np.random.shuffle(order)
        x, y = x[order], y[order]
    return case(generator, options, x, y != zero)


separable = qml("linearly_separable", "generate_linearly_separable")
manifold = qml("hidden_manifold", "generate_hidden_manifold_model")
curves = qml("two_curves", "generate_two_curves")
planes = qml("hyperplanes", "generate_hyperplanes_parity")
bars = qml("bars_and_stripes", "generate_bars_and_stripes")


def separable_case(samples, features, margin, key):
    options = dict(samples=samples, features=features, margin=margin, key=key)
    return benchmark("linearlySeparable", separable, (samples, features, margin * features), -1, **options)


def manifold_case(samples, features, m, key):
    options = dict(samples=samples, features=features, manifoldDimension=m, key=key)
    return benchmark("hiddenManifold", manifold, (samples, features, m), -1, **options)


def curves_case(samples, features, degree, offset, noise, key):
    options = dict(samples=samples, features=features, degree=degree, offset=offset, noise=noise, key=key)
    return benchmark("twoCurves", curves, (samples, features, degree, offset, noise), -1, True, **options)


def planes_case(samples, features, count, dimension, key):
    options = dict(samples=samples, features=features, hyperplanes=count, dimension=dimension, key=key)
    return benchmark("hyperplanes", planes, (samples, features, count, dimension), -1, True, **options)


def bars_case(samples, height, width, noise, key):
    options = dict(samples=samples, height=height, width=width, noise=noise, key=key)
    return benchmark("barsAndStripes", bars, (samples, height, width, noise), -1, **options)


golden = {
    "tool": "NumPy, scikit-learn, qml-benchmarks",
    "version": f"NumPy {np.__version__}, scikit-learn {sklearn.__version__}, qml-benchmarks 0bbf84855d4d",
    "script": "tools/golden/datasets_features.py",
    "cases": [
        # The first is the data of phase 1 of the published experiments.
        classification(samples=500, features=16, informative=10, redundant=0, key=42),
        classification(samples=500, key=42),
        classification(samples=101, features=12, informative=5, redundant=3, repeated=2, classes=3, key=7, hypercube=False, flipY=0.2),
        # More than 30 informative features: the corners are drawn in two parts.
        classification(samples=40, features=40, informative=35, redundant=2, classes=3, key=3),
        # Clusters on all corners (reservoir), on half of them (permutation), on few of many (tracking).
        classification(samples=60, features=4, informative=2, redundant=1, key=4),
        classification(samples=30, features=5, informative=3, redundant=0, clustersPerClass=2, key=4294967295),
        classification(samples=30, features=8, informative=8, redundant=0, key=4, shuffle=False),
        classification(samples=30, features=8, informative=7, redundant=1, classes=3, clustersPerClass=1, key=5, flipY=0),
        classification(samples=3, features=9, informative=9, redundant=0, classes=3, clustersPerClass=1, key=6, flipY=1, classSep=3.5),
        classification(samples=147, features=9, informative=9, redundant=0, classes=49, clustersPerClass=1, key=8),
        blobs(500, 2, 3, 1, 10, 42),
        blobs(41, 3, 4, 0.5, 2.5, 0),
        blobs(2, 1, 2, 0, 10, 7),
        separable_case(300, 2, 0.02, 42),
        separable_case(20, 10, 0.02, 3),
        separable_case(12, 5, 0.1, 4),
        manifold_case(300, 10, 6, 42),
        manifold_case(20, 2, 3, 1),
        curves_case(300, 10, 5, 0.1, 0.01, 42),
        curves_case(24, 2, 20, 0.025, 0, 3),
        planes_case(300, 10, 5, 3, 42),
        planes_case(20, 4, 2, 3, 1),
        bars_case(300, 4, 4, 0.5, 42),
        bars_case(20, 2, 3, 0.1, 3),
    ],
}
TARGET.write_text(json.dumps(golden, separators=(",", ":")).replace('{"generator"', '\n{"generator"') + "\n")
