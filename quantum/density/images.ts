/** CNOT on the letters I X Y Z of control and target: 4 control + target goes to this pair, and with this sign. */
const CNOT_IMAGE = [0, 1, 14, 15, 5, 4, 11, 10, 9, 8, 7, 6, 12, 13, 2, 3] as const;
const CNOT_SIGN = [1, 1, 1, 1, 1, 1, 1, -1, 1, 1, -1, 1, 1, 1, 1, 1] as const;

/**
 * A number for each Pauli word, given by the number of each of the word's bits: a word's is the exclusive or of its bits'. What CNOTs make of letters is such a map, as
 * the product of two letters is the exclusive or of their digits (X Y is Z up to a phase).
 */
export type ByBit = readonly number[];

/** Writes the numbers of all words, 2^bits of them, to out from `at` on. */
export function everyWord(byBit: ByBit, out: Uint8Array | Int32Array, at = 0): void {
  out[at] = 0;
  for (const [bit, value] of byBit.entries()) {
    const half = 2 ** bit;
    for (let i = at; i < at + half; i++) out[i + half] = out[i]! ^ value;
  }
}

/**
 * Where CNOTs take each Pauli word of n wires, and with which sign: digits of base 4 are the letters I, X, Y, Z, wire 0's the most significant.
 * C P_i C^dagger = signs[i] P_images[i]. What is as long as there are words is made only when asked for. At most 15 wires.
 */
export class Images {
  readonly #numQubits: number;
  /** Where the word of each bit goes. */
  #byBit: number[];
  /** The letters of control and target that each CNOT found. */
  readonly #pairs: ByBit[] = [];

  constructor(numQubits: number) {
    this.#numQubits = numQubits;
    this.#byBit = Array.from({ length: 2 * numQubits }, (_, bit) => 2 ** bit);
  }

  /** Whether anything was applied. */
  get moved(): boolean {
    return this.#pairs.length > 0;
  }

  /** Applies a CNOT after what was applied. */
  cnot(control: number, target: number): void {
    const c = this.#shift(control);
    const t = this.#shift(target);
    const pair = this.digits([control, target]);
    this.#byBit = this.#byBit.map((at, bit) => {
      const image = CNOT_IMAGE[pair[bit]!]!;
      return (at & ~((3 << c) | (3 << t))) | ((image >> 2) << c) | ((image & 3) << t);
    });
    this.#pairs.push(pair);
  }

  /** The letters that each word has now on these wires: one digit of base 4 each, the first wire's most significant. */
  digits(wires: readonly number[]): ByBit {
    const shifts = wires.map((wire) => this.#shift(wire));
    return this.#byBit.map((at) => shifts.reduce((digits, shift) => 4 * digits + ((at >> shift) & 3), 0));
  }

  /** Writes the images (4^n,) to out from `at` on. */
  images(out: Int32Array, at: number): void {
    everyWord(this.#byBit, out, at);
  }

  /** (4^n,) */
  signs(): Int8Array {
    const size = 2 ** (2 * this.#numQubits);
    const signs = new Int8Array(size).fill(1);
    const pairs = new Uint8Array(size);
    for (const pair of this.#pairs) {
      everyWord(pair, pairs);
      for (let i = 0; i < size; i++) signs[i] = signs[i]! * CNOT_SIGN[pairs[i]!]!;
    }
    return signs;
  }

  #shift(wire: number): number {
    return 2 * (this.#numQubits - 1 - wire);
  }
}
