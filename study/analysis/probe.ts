import { cholesky, solveCholesky } from "../../core/cholesky.ts";
import { fail, MoireError } from "../../core/errors.ts";
import { exp, log } from "../../core/math/index.ts";
import { checkOptions } from "../../quantum/analysis/checks.ts";

/** Rows of features with their classes. x: (rows, width) row by row; y: (rows,), from 0 on. */
export interface LabelledRows {
  readonly x: Float64Array;
  readonly width: number;
  readonly y: ArrayLike<number>;
}

export interface ProbeOptions {
  /** Weight of the penalty on the squared weights, beside the mean cross entropy. Default 0.001. */
  readonly ridge?: number;
}

export interface LinearProbe {
  /** Share of test rows whose class is predicted. */
  readonly accuracy: number;
  readonly trainAccuracy: number;
  /** Mean cross entropy of the test rows, nats. */
  readonly loss: number;
  /** Which test rows are right, as 1. */
  readonly right: Uint8Array;
  /** (classes, width + 1), of standardised features, the last of each row being the bias. */
  readonly weights: Float64Array;
}

/** Most numbers to find: each step of Newton solves equations with as many unknowns. */
const MOST = 1200;
const STEPS = 100;

/**
 * How well classes can be told apart by a linear rule on some features: multinomial logistic regression on features standardised by the training rows, with a
 * small ridge, fitted to its one optimum by Newton's method (all derivatives below 1e-9), and scored on held-out rows. No learning rate, no start, no
 * chance. Errors: lengths that do not fit; numbers that are not finite, or whose squares are not; labels that are no classes; more than 1,200 weights. Alain, Bengio, arXiv 1610.01644.
 */
export function linearProbe(
  train: LabelledRows,
  test: LabelledRows,
  classes: number,
  options: ProbeOptions = {},
): LinearProbe {
  const where = "linearProbe";
  checkOptions(options, where);
  const { ridge = 1e-3 } = options;
  if (!Number.isInteger(classes) || classes < 2) fail(`${where}: classes`, "a whole number from 2", classes);
  if (!(Number.isFinite(ridge) && ridge > 0)) fail(`${where}: ridge`, "a number above 0", ridge);
  checkRows(train, classes, `${where}: train`);
  checkRows(test, classes, `${where}: test`);
  if (test.width !== train.width)
    fail(`${where}: test`, `${train.width} features, as the training rows have`, test.width);
  const size = classes * (train.width + 1);
  if (size > MOST) {
    fail(
      where,
      `at most ${MOST} weights`,
      `${classes} classes x (${train.width} features + 1)`,
      "Probe fewer features",
    );
  }
  const scale = scaleOf(train);
  const weights = fitted(scaled(train, scale), train, classes, ridge);
  const scored = score(weights, scaled(test, scale), test, classes);
  return { ...scored, trainAccuracy: score(weights, scaled(train, scale), train, classes).accuracy, weights };
}

/** Features beyond it have squares that are no numbers. */
const LARGEST = 1e150;

function checkRows(rows: LabelledRows, classes: number, where: string): void {
  if (typeof rows !== "object" || rows === null) fail(where, "rows as { x, width, y }", rows);
  const { x, width, y } = rows;
  if (!Number.isInteger(width) || width < 1) fail(`${where}: width`, "a whole number from 1", width);
  if (typeof y !== "object" || y === null || !(y.length > 0)) fail(`${where}: y`, "one or more labels", y);
  if (!(x instanceof Float64Array) || x.length !== width * y.length) {
    fail(where, `${y.length} labelled rows of ${width} features`, x);
  }
  const odd = x.findIndex((value) => !(Math.abs(value) <= LARGEST));
  if (odd >= 0) fail(`${where}: x[${odd}]`, `a number from -${LARGEST} to ${LARGEST}`, x[odd]);
  for (let s = 0; s < y.length; s++) {
    const label = y[s]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      fail(`${where}: y[${s}]`, `a class from 0 to ${classes - 1}`, label);
    }
  }
}

interface Scale {
  readonly mean: Float64Array;
  readonly factor: Float64Array;
}

/** What a feature that is constant, but for rounding, gives a rule: nothing. */
function scaleOf({ x, width, y }: LabelledRows): Scale {
  const mean = new Float64Array(width);
  const factor = new Float64Array(width);
  for (let f = 0; f < width; f++) {
    let squares = 0;
    for (let i = f; i < x.length; i += width) mean[f]! += x[i]! / y.length;
    for (let i = f; i < x.length; i += width) squares += (x[i]! - mean[f]!) * (x[i]! - mean[f]!);
    const deviation = Math.sqrt(squares / y.length);
    factor[f] = deviation > 1e-12 * Math.max(1, Math.abs(mean[f]!)) ? 1 / deviation : 0;
  }
  return { mean, factor };
}

/** (rows, width + 1): standardised features and a 1. */
function scaled({ x, width, y }: LabelledRows, { mean, factor }: Scale): Float64Array {
  const out = new Float64Array(y.length * (width + 1)).fill(1);
  for (let s = 0; s < y.length; s++) {
    for (let f = 0; f < width; f++) out[s * (width + 1) + f] = (x[s * width + f]! - mean[f]!) * factor[f]!;
  }
  return out;
}

/** Newton's method with steps halved until the objective falls. It is strictly convex but for equal shifts of all biases, which are held at 0. */
function fitted(x: Float64Array, { width, y }: LabelledRows, classes: number, ridge: number): Float64Array {
  const columns = width + 1;
  const size = classes * columns;
  const weights = new Float64Array(size);
  const shares = new Float64Array(y.length * classes);
  let value = objective(weights, x, y, classes, ridge, shares);
  for (let step = 0; step < STEPS; step++) {
    const gradient = gradientOf(weights, x, y, classes, ridge, shares);
    if (gradient.every((slope) => Math.abs(slope) < 1e-9)) return weights;
    const lower = cholesky(hessianOf(x, y.length, classes, columns, ridge, shares), size);
    if (lower === null) break;
    solveCholesky(lower, size, gradient);
    let share = 1;
    for (; share > 1e-12; share /= 2) {
      const tried = weights.map((weight, i) => weight - share * gradient[i]!);
      const found = objective(tried, x, y, classes, ridge, shares);
      // At the optimum only rounding is left to gain.
      if (!(found <= value + 1e-15 * Math.abs(value))) continue;
      weights.set(tried);
      value = found;
      break;
    }
    if (share <= 1e-12) break;
  }
  const slope = Math.max(...gradientOf(weights, x, y, classes, ridge, shares).map(Math.abs));
  if (slope < 1e-6) return weights;
  throw new MoireError(`linearProbe: no optimum was found (a slope of ${slope} is left); take a larger ridge`);
}

/** Mean cross entropy and penalty; fills the softmax shares (rows, classes). */
function objective(
  weights: Float64Array,
  x: Float64Array,
  y: ArrayLike<number>,
  classes: number,
  ridge: number,
  shares: Float64Array,
): number {
  const columns = weights.length / classes;
  let sum = 0;
  for (let s = 0; s < y.length; s++) sum += rowInto(weights, x, s, columns, classes, y[s]!, shares) / y.length;
  for (let i = 0; i < weights.length; i++) {
    if (i % columns < columns - 1) sum += (ridge / 2) * weights[i]! * weights[i]!;
  }
  return sum;
}

/** Softmax shares of a row; returns its cross entropy. */
function rowInto(
  weights: Float64Array,
  x: Float64Array,
  s: number,
  columns: number,
  classes: number,
  label: number,
  shares: Float64Array,
): number {
  const at = s * classes;
  let highest = -Infinity;
  for (let c = 0; c < classes; c++) {
    let sum = 0;
    for (let f = 0; f < columns; f++) sum += weights[c * columns + f]! * x[s * columns + f]!;
    shares[at + c] = sum;
    highest = Math.max(highest, sum);
  }
  const own = shares[at + label]! - highest;
  let total = 0;
  for (let c = 0; c < classes; c++) total += shares[at + c] = exp(shares[at + c]! - highest);
  for (let c = 0; c < classes; c++) shares[at + c]! /= total;
  return log(total) - own;
}

function gradientOf(
  weights: Float64Array,
  x: Float64Array,
  y: ArrayLike<number>,
  classes: number,
  ridge: number,
  shares: Float64Array,
): Float64Array {
  const columns = weights.length / classes;
  objective(weights, x, y, classes, ridge, shares);
  const gradient = weights.map((weight, i) => (i % columns < columns - 1 ? ridge * weight : 0));
  for (let s = 0; s < y.length; s++) {
    for (let c = 0; c < classes; c++) {
      const error = (shares[s * classes + c]! - (c === y[s] ? 1 : 0)) / y.length;
      for (let f = 0; f < columns; f++) gradient[c * columns + f]! += error * x[s * columns + f]!;
    }
  }
  return gradient;
}

function hessianOf(
  x: Float64Array,
  rows: number,
  classes: number,
  columns: number,
  ridge: number,
  shares: Float64Array,
): Float64Array {
  const size = classes * columns;
  const hessian = new Float64Array(size * size);
  for (let s = 0; s < rows; s++) {
    for (let a = 0; a < classes; a++) {
      for (let b = 0; b <= a; b++) {
        const p = shares[s * classes + a]!;
        const weight = (a === b ? p * (1 - p) : -p * shares[s * classes + b]!) / rows;
        for (let f = 0; f < columns; f++) {
          const part = weight * x[s * columns + f]!;
          const row = (a * columns + f) * size + b * columns;
          for (let g = 0; g < columns; g++) hessian[row + g]! += part * x[s * columns + g]!;
        }
      }
    }
  }
  for (let i = 0; i < size; i++) {
    if (i % columns < columns - 1) hessian[i * size + i]! += ridge;
    // Equal shifts of all biases change nothing: this term stands for the missing curvature, and the step along them stays 0.
    else for (let j = columns - 1; j <= i; j += columns) hessian[i * size + j]! += 1;
  }
  return hessian;
}

function score(
  weights: Float64Array,
  x: Float64Array,
  { y }: LabelledRows,
  classes: number,
): Pick<LinearProbe, "accuracy" | "loss" | "right"> {
  const columns = weights.length / classes;
  const shares = new Float64Array(y.length * classes);
  const right = new Uint8Array(y.length);
  let loss = 0;
  for (let s = 0; s < y.length; s++) {
    loss += rowInto(weights, x, s, columns, classes, y[s]!, shares) / y.length;
    const own = shares.subarray(s * classes, (s + 1) * classes);
    if (own.indexOf(Math.max(...own)) === y[s]) right[s] = 1;
  }
  return { accuracy: right.reduce((sum, one) => sum + one, 0) / y.length, loss, right };
}
