import { effectiveRankOf } from "../../quantum/analysis/gram.ts";
import {
  effectiveRank,
  geometricDifference,
  gramSpectrum,
  kernelTargetAlignment,
  linearKernel,
  quantumKernel,
  rbfKernel,
} from "../../quantum/index.ts";
import { routerFeatures } from "./features.ts";
import { NotApplicable } from "./measure.ts";
import type { DifferenceRecord, KernelName, KernelRecord } from "./records.ts";
import type { Subject } from "./subject.ts";

/** Rows that the picture of a Gram matrix has room for. */
const SHOWN = 40;

/** Expectations below are 0. */
const ZERO = 1e-14;

/** Added to the diagonal of classical kernels before they are inverted: their small eigenvalues are rounding. */
const LAMBDA = 0.01;

export interface NamedKernel {
  readonly name: KernelName;
  readonly gram: Float64Array;
}

/** The kernels by name, in the order in which they are shown. Errors: those of the functions; a router without a circuit, or that reads labels. */
export const kernelKinds = {
  circuit({ circuit, router, some }) {
    if (circuit === null) throw new NotApplicable("the router has no circuit");
    const { circuit: source, params, inputs } = circuit;
    return {
      name: "circuit",
      gram: quantumKernel(source, inputs(router, some.x, some.count), { params: params(router) }),
    };
  },
  features(subject) {
    if (subject.mixture.needsLabels) throw new NotApplicable("the router reads labels: its features are the answer");
    const width = subject.mixture.router.features.outputs;
    const features = routerFeatures(subject, subject.some);
    // Expectations are sums of numbers up to 1: what is this near to 0 is rounding, and no direction.
    const exact = subject.circuit === null ? features : features.map((value) => (Math.abs(value) < ZERO ? 0 : value));
    return { name: "features", gram: linearKernel(exact, width) };
  },
  rbf: ({ some, mixture }) => ({ name: "rbf", gram: rbfKernel(some.x, mixture.inputs) }),
  linear: ({ some, mixture }) => ({ name: "linear", gram: linearKernel(some.x, mixture.inputs) }),
} satisfies Readonly<Record<KernelName, (subject: Subject) => NamedKernel>>;

export const KERNEL_WORDS: Readonly<Record<KernelName, string>> = {
  circuit: "kernel of the circuit's states",
  features: "kernel of the router's features",
  rbf: "Gaussian kernel",
  linear: "linear kernel",
};

export function kernelRecord({ name, gram }: NamedKernel, { some }: Subject): KernelRecord {
  const values = gramSpectrum(gram);
  const sum = values.reduce((all, value) => all + value, 0);
  const n = some.count;
  const shown = evenly(n, Math.min(n, SHOWN));
  const trace = gram.reduce((all, value, k) => all + (k % (n + 1) === 0 ? value / n : 0), 0);
  return {
    name,
    spectrum: Array.from(values, (value) => (sum > 0 ? value / sum : 0)),
    rank: effectiveRankOf(values),
    centredRank: effectiveRank(gram, { centred: true }),
    alignment: kernelTargetAlignment(gram, some.y),
    centredAlignment: kernelTargetAlignment(gram, some.y, { centred: true }),
    gram: shown.map((i) => shown.map((j) => (trace > 0 ? Math.round((1000 * gram[i * n + j]!) / trace) / 1000 : 0))),
    labels: shown.map((i) => some.y[i]!),
  };
}

/** Whether a kernel is 0 for all rows, so that it has no share of anything. */
export function isZero({ gram }: NamedKernel): boolean {
  return gram.every((value) => value === 0);
}

/** How far the router's kernels are from the classical ones. */
export function differenceRecords(kernels: readonly NamedKernel[]): DifferenceRecord[] {
  const named = (names: readonly KernelName[]): NamedKernel[] => kernels.filter(({ name }) => names.includes(name));
  return named(["circuit", "features"]).flatMap((router) =>
    named(["rbf", "linear"]).map((classical) => ({
      classical: classical.name,
      router: router.name,
      lambda: LAMBDA,
      value: geometricDifference(classical.gram, router.gram, LAMBDA),
      root: Math.sqrt(Math.sqrt(classical.gram.length)),
    })),
  );
}

/** So many of 0..count-1, spread evenly. */
function evenly(count: number, shown: number): number[] {
  return Array.from({ length: shown }, (_, k) => Math.floor((k * count) / shown));
}
