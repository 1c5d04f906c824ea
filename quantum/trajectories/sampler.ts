import { fail } from "../../core/errors.ts";
import { fold } from "../../core/key.ts";
import type { Circuit } from "../circuit.ts";
import type { Sampler } from "../shots/sampled.ts";
import { openChain, type StateOptions } from "./chain.ts";
import { openDraws } from "./draws.ts";
import { unravel } from "./unravel.ts";

/** Measures each of a row's trajectories once: an outcome by its probabilities in the trajectory's last state, whose bits are then read wrongly by chance. */
export function openShotPerTrajectory(
  circuit: Circuit,
  wires: readonly number[],
  maxBatch: number,
  shots: number,
  options: StateOptions,
): Sampler {
  const unravelled = unravel(circuit);
  const { sites, readouts } = unravelled;
  const chain = openChain(circuit, unravelled, maxBatch * shots, { probabilities: wires }, options);
  const { rows, outputs: outcomes } = chain;
  const probabilities = new Float64Array(rows * outcomes);
  const counts = new Float64Array(outcomes);
  const drawn = new Float64Array(rows);
  const outcome = new Uint32Array(rows);
  const draws = openDraws();
  const flips = wires.flatMap((wire, k) =>
    readouts.filter((readout) => readout.wire === wire).map((readout) => ({ ...readout, bit: outcomes >> (k + 1) })),
  );
  return {
    engine: chain.engine,
    bytes: chain.bytes + probabilities.byteLength + counts.byteLength + drawn.byteLength + outcome.byteLength,
    sample(params, inputs, batch, given, take) {
      const key = fold(given, "trajectories");
      const all = batch * shots;
      for (let first = 0; first < all; first += rows) {
        const count = Math.min(rows, all - first);
        chain.forward(params, inputs, key, first, count, shots, probabilities);
        draws.fill(key, sites, first, count, shots, drawn);
        for (let row = 0; row < count; row++)
          outcome[row] = outcomeAt(probabilities, row * outcomes, outcomes, drawn[row]!);
        for (const [k, { p01, p10, bit }] of flips.entries()) {
          draws.fill(key, sites + 1 + k, first, count, shots, drawn);
          for (let row = 0; row < count; row++) {
            if (drawn[row]! < (outcome[row]! & bit ? p10 : p01)) outcome[row]! ^= bit;
          }
        }
        for (let row = 0; row < count; row++) {
          const trajectory = (first + row) % shots;
          if (trajectory === 0) counts.fill(0);
          counts[outcome[row]!]! += 1;
          if (trajectory === shots - 1) take(Math.floor((first + row) / shots), counts);
        }
      }
    },
  };
}

/** The outcome where the probabilities, summed up, pass a draw from [0, 1) of their sum: always one that is above 0. Errors: a sum that is no number. */
function outcomeAt(probabilities: Float64Array, at: number, outcomes: number, draw: number): number {
  let total = 0;
  for (let i = 0; i < outcomes; i++) total += probabilities[at + i]!;
  if (!(total > 0)) fail("shots", "probabilities from 0 to 1", total, "Check that parameters and inputs are finite");
  let left = draw * total;
  let found = 0;
  for (let i = 0; i < outcomes; i++) {
    const p = probabilities[at + i]!;
    if (!(p > 0)) continue;
    found = i;
    left -= p;
    if (left < 0) break;
  }
  return found;
}
