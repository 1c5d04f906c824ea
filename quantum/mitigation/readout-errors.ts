import { fail } from "../../core/errors.ts";
import { type Channel, channels } from "../channels/index.ts";
import type { Circuit } from "../circuit.ts";
import type { Observable } from "../observables/observable.ts";

/** A wire's readout error: what is read of a letter P is shift + factor <P>, shift = p10 - p01, factor = 1 - p01 - p10. */
export interface ReadoutError {
  readonly p01: number;
  readonly p10: number;
  readonly shift: number;
  readonly factor: number;
}

/** Below this a readout says nothing: 0 and 1 are read alike. */
const SINGULAR = 1e-9;
/** Letters of a string that inversion splits in two: it then measures up to 2^MOST_SPLIT strings in its place. */
const MOST_SPLIT = 12;

/** Errors: probabilities that are none; p01 + p10 = 1, after which nothing is left to invert. */
export function readoutErrorOf(p01: number, p10: number, where: string): ReadoutError {
  for (const p of [p01, p10]) if (!(p >= 0 && p <= 1)) fail(where, "p01 and p10 from 0 to 1", p);
  const factor = 1 - p01 - p10;
  if (Math.abs(factor) < SINGULAR) {
    fail(where, "a readout that tells 0 from 1, with p01 + p10 other than 1", [p01, p10], "Nothing can be inverted");
  }
  return { p01, p10, shift: p10 - p01, factor };
}

/** The readout errors that a circuit has, by wire. Errors: none at all; strengths that are parameters. */
export function readoutErrorsOf({ ops }: Circuit): ReadonlyMap<number, readonly [p01: number, p10: number]> {
  const where = "readoutInversion";
  const found = new Map<number, readonly [number, number]>();
  for (const given of ops) {
    if (!("channel" in given) || (channels[given.channel] as Channel).form !== "readout") continue;
    const [p01, p10] = given.strengths;
    if (typeof p01 !== "number" || typeof p10 !== "number") {
      fail(where, "readout errors whose strengths are known numbers", given.strengths);
    }
    found.set(given.wires[0]!, [p01, p10]);
  }
  if (found.size === 0) {
    fail(where, "a noise model or circuit with readout errors", "none", "There is nothing to invert: leave it out");
  }
  return found;
}

/**
 * The observable whose expectation with readout errors is that of the given one without: each letter P becomes (P - shift) / factor, multiplied out. errorOf: of a
 * wire. Errors: a string with more than 12 letters whose shift is not 0, which becomes too many.
 */
export function invertedObservable(
  { terms }: Observable,
  errorOf: (wire: number) => ReadoutError | null,
  where: string,
): Observable {
  return {
    terms: terms.flatMap(([weight, word]) => {
      const letters = word.trim() === "I" ? [] : word.trim().split(/\s+/);
      const errors = letters.map((letter) => errorOf(Number(letter.slice(1))));
      const split = errors.filter((error) => error !== null && error.shift !== 0).length;
      if (split > MOST_SPLIT) {
        fail(where, `at most ${MOST_SPLIT} letters whose readout errors p01 and p10 differ`, split);
      }
      return letters
        .reduce<[number, string[]][]>(
          (strings, letter, k) => {
            const error = errors[k];
            if (!error) return strings.map(([w, kept]) => [w, [...kept, letter]]);
            const { shift, factor } = error;
            return strings.flatMap(([w, kept]): [number, string[]][] => [
              [w / factor, [...kept, letter]],
              ...(shift === 0 ? [] : [[(-w * shift) / factor, kept] as [number, string[]]]),
            ]);
          },
          [[weight, []]],
        )
        .map(([w, kept]) => [w, kept.join(" ") || "I"] as const);
    }),
  };
}
