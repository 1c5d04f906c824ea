import { thermalRelaxationChannel } from "../channels/thermal-relaxation.ts";

/** How fast a wire loses its state, in one unit of time. */
interface Relaxation {
  readonly t1: number;
  readonly t2: number;
}

/**
 * Of relaxation for a time on each of these wires, the sum over all Pauli words but I..I of the factor by which each shrinks: 3 on one wire and 15 on two where
 * nothing is lost.
 */
export function keptBy(wires: readonly Relaxation[], time: number): number {
  const traces = wires.map(({ t1, t2 }) => {
    const transfer = thermalRelaxationChannel.transfer([t1, t2, time, 0]);
    return 1 + transfer[5]! + transfer[10]! + transfer[15]!;
  });
  return traces.reduce((all, one) => all * one, 1) - 1;
}

/**
 * The average gate error of relaxation that keeps `kept` and, before or after it, depolarizing that shrinks all words by `factor`. On wires of dimension d together the process
 * fidelity is F = (1 + factor kept) / d^2, and the average gate fidelity is (d F + 1) / (d + 1) (Nielsen, quant-ph/0205035).
 */
export function averageError(numWires: number, kept: number, factor: number): number {
  const d = 2 ** numWires;
  return 1 - ((1 + factor * kept) / d + 1) / (d + 1);
}

/**
 * The factor of depolarizing that brings the average gate error up to `error`: `averageError` solved for it. Above 1 where relaxation alone is above the
 * error; 0 or less for an error of 1 - 1/d and more, of a gate that keeps nothing.
 */
export function residualFactor(numWires: number, kept: number, error: number): number {
  const d = 2 ** numWires;
  return (d * d - 1 - d * (d + 1) * error) / kept;
}

/** The p of depolarizing of one wire (p/3 each) or two (p/15 each) that shrinks all Pauli words by a factor. */
export function depolarizingOf(numWires: number, factor: number): number {
  const words = 2 ** (2 * numWires);
  return ((1 - factor) * (words - 1)) / words;
}
