import { cholesky, solveLower } from "../../core/cholesky.ts";
import { symmetricEigen } from "../../core/eigen.ts";
import { fail, MoireError } from "../../core/errors.ts";
import { checkOptions } from "./checks.ts";
import { centred, largestOf, ROUNDING, sideOf } from "./gram.ts";

/**
 * How well a kernel agrees with labels: <K, T>_F / (|K|_F |T|_F), from -1 to 1, where T has for two rows of one class 1 and else -1 / (classes - 1), which is y y^T for
 * two classes -1 and 1; classes are those that occur. centred: both are centred first, which keeps it from being large where one class has most rows. labels: (n,), whole
 * numbers from 0. A kernel, or labels, without any spread give 0. Errors: no Gram matrix; lengths that do not fit; labels that are none. Cristianini et al., NIPS 2001; centred:
 * Cortes, Mohri, Rostamizadeh, JMLR 13, 795 (2012).
 */
export function kernelTargetAlignment(
  gram: Float64Array,
  labels: ArrayLike<number>,
  options: { readonly centred?: boolean } = {},
): number {
  const where = "kernelTargetAlignment";
  const n = sideOf(gram, where);
  checkOptions(options, where);
  if (typeof labels !== "object" || labels === null || labels.length !== n) {
    fail(`${where}: labels`, `${n} labels, as the kernel has rows`, labels);
  }
  const classes = new Set<number>();
  for (let i = 0; i < n; i++) {
    const label = labels[i]!;
    if (!Number.isInteger(label) || label < 0) fail(`${where}: labels[${i}]`, "a whole number from 0", label);
    classes.add(label);
  }
  const other = -1 / Math.max(1, classes.size - 1);
  const target = gram.map((_, k) => (labels[Math.floor(k / n)] === labels[k % n] ? 1 : other));
  // Over the largest entry, so that no square overflows or vanishes.
  const largest = largestOf(gram);
  const kernel = largest === 0 ? gram : gram.map((value) => value / largest);
  const [a, b] = options.centred === true ? [centred(kernel), centred(target)] : [kernel, target];
  const [ofKernel, ofTarget] = [spreadBeside(a, kernel), spreadBeside(b, target)];
  return ofKernel === 0 || ofTarget === 0 ? 0 : inner(a, b) / (ofKernel * ofTarget);
}

/** |A|_F, and 0 where A is what centring leaves of a constant: rounding. */
function spreadBeside(part: Float64Array, whole: Float64Array): number {
  const size = Math.sqrt(inner(part, part));
  return size <= ROUNDING * Math.sqrt(inner(whole, whole)) ? 0 : size;
}

/**
 * How far predictions by a classical kernel can be from those by a quantum one, at worst: g = sqrt(|sqrt(K_Q) (K_C + lambda I)^-1 sqrt(K_Q)|), spectral norm, both
 * kernels scaled to trace n first. With lambda 0 there are labels on which the quantum kernel's model is simpler by g^2. g near 1: the classical kernel does as well on
 * any labels; g of the order of sqrt(n): some labels may favour the other; above that K_C is nearly singular, and with lambda g is at most sqrt(n / lambda). It says
 * nothing about the labels at hand. Errors: no Gram matrices; kernels of different sides or without trace; a K_C + lambda I that is not positive definite. Huang et al.,
 * arXiv 2011.01938, where lambda is 0; a small one keeps the inverse in bounds.
 */
export function geometricDifference(classical: Float64Array, quantum: Float64Array, lambda = 0): number {
  const where = "geometricDifference";
  const n = sideOf(classical, where);
  if (sideOf(quantum, where) !== n) fail(where, `two kernels of ${n} rows`, quantum);
  if (!(Number.isFinite(lambda) && lambda >= 0)) fail(`${where}: lambda`, "a finite number from 0", lambda);
  const [c, q] = [scaled(classical, n, where), scaled(quantum, n, where)];
  for (let i = 0; i < n; i++) c[i * n + i]! += lambda;
  const lower = cholesky(c, n);
  if (lower === null) {
    throw new MoireError(
      `${where}: the classical kernel with lambda ${lambda} is singular, or has an eigenvalue below 0: it sees fewer directions than there are rows, and g would be infinite; take a lambda such as 0.001`,
    );
  }
  // With K_C + lambda I = L L^T the norm is the largest eigenvalue of L^-1 K_Q L^-T, and no root is needed.
  const half = solvedRows(q, lower, n);
  const { values } = symmetricEigen(symmetric(solvedRows(half, lower, n), n), n);
  return Math.sqrt(Math.max(0, ...values));
}

/** (L^-1 M)^T, whose rows are solutions for M's columns. M's rows stand for its columns where it is symmetric. */
function solvedRows(matrix: Float64Array, lower: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  const column = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) column[i] = matrix[i * n + j]!;
    solveLower(lower, n, column);
    out.set(column, j * n);
  }
  return out;
}

function symmetric(matrix: Float64Array, n: number): Float64Array {
  return matrix.map((value, k) => (value + matrix[(k % n) * n + Math.floor(k / n)]!) / 2);
}

function scaled(gram: Float64Array, n: number, where: string): Float64Array {
  let trace = 0;
  for (let i = 0; i < n; i++) trace += gram[i * n + i]!;
  if (!(trace > 0 && trace < Infinity)) fail(where, "kernels with a trace above 0", trace);
  return gram.map((value) => (value / trace) * n);
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
