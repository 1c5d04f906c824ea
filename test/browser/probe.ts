import { fold, keyOf } from "../../core/key.ts";
import * as math from "../../core/math/index.ts";
import { stream } from "../../core/random.ts";

/** Runs in a page and in Node; every number is given by its bits. */
export interface Bits {
  /** Function name -> hash of its values over a sweep of arguments. */
  readonly math: Readonly<Record<string, string>>;
}

const POSITIVE = new Set(["log", "lnGamma"]);
const KEY = keyOf(20);

function mathBits(): Record<string, string> {
  const { sin, cos, exp, expm1, log, log1p, tanh, erf, erfc, lnGamma, normalCdf } = math;
  const functions = { sin, cos, exp, expm1, log, log1p, tanh, erf, erfc, lnGamma, normalCdf };
  return Object.fromEntries(Object.entries(functions).map(([name, f]) => [name, hash(sweep(name, f))]));
}

/** 2,000 arguments at each of 24 scales from 2^-16 to 2^7. */
function sweep(name: string, f: (x: number) => number): Float64Array {
  const values: number[] = [];
  for (let scale = 1 / 65536; scale < 256; scale *= 2) {
    const random = stream(fold(KEY, name, Math.round(scale * 65536)));
    for (let i = 0; i < 2000; i++) {
      const x = (POSITIVE.has(name) ? random.uniform() : 2 * random.uniform() - 1) * scale;
      values.push(f(x));
    }
  }
  return Float64Array.from(values);
}

/** FNV-1a over the bytes, and the number of values. */
function hash(values: Float64Array): string {
  let h = 0x811c9dc5;
  for (const byte of new Uint8Array(values.buffer)) h = Math.imul(h ^ byte, 0x01000193);
  return `${(h >>> 0).toString(16).padStart(8, "0")} of ${values.length}`;
}

export function bits(): Bits {
  return { math: mathBits() };
}
