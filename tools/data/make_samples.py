"""Makes samples/penguins.csv, wine.csv, breast-cancer.csv and digits-4x4.csv from two Python packages.

    pip install scikit-learn==1.9.1 palmerpenguins==0.1.4
    python tools/data/make_samples.py

The same bytes each time. samples/README.md says what the tables hold; make-samples.mjs makes the other two.
"""

from pathlib import Path

import numpy as np
from palmerpenguins import load_penguins
from sklearn.datasets import load_breast_cancer, load_digits, load_wine

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DIGIT_ROWS = 500


def short(value):
    """The shortest text that gives the same double: 1095 rather than 1095.0, .12 rather than 0.12. The tables travel with the package."""
    text = np.format_float_positional(float(value), trim="-")
    return text[1:] if text.startswith("0.") else text


def write(name, columns, rows):
    lines = [",".join(columns)] + [",".join(row) for row in rows]
    (SAMPLES / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(rows)} rows, {(SAMPLES / name).stat().st_size} bytes")


def penguins():
    columns = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    table = load_penguins()[columns + ["species"]].dropna()
    rows = [[short(value) for value in row[:-1]] + [row[-1]] for row in table.itertuples(index=False, name=None)]
    write("penguins.csv", columns + ["species"], rows)


def labelled(name, data, target, rename=lambda column: column):
    columns = [rename(column).replace(" ", "_").replace("/", "_") for column in data.feature_names]
    rows = [
        [short(value) for value in row] + [str(data.target_names[label]).replace("class_", "cultivar_")]
        for row, label in zip(data.data, data.target)
    ]
    write(name, columns + [target], rows)


def digits():
    data = load_digits()
    images = data.images[:DIGIT_ROWS].reshape(-1, 4, 2, 4, 2)
    shrunk = images.mean(axis=(2, 4)).reshape(-1, 16)
    columns = [f"p{row}{column}" for row in range(4) for column in range(4)]
    rows = [[short(value) for value in row] + [str(label)] for row, label in zip(shrunk, data.target)]
    write("digits-4x4.csv", columns + ["digit"], rows)


penguins()
labelled("wine.csv", load_wine(), "cultivar")
labelled("breast-cancer.csv", load_breast_cancer(), "diagnosis")
digits()
