/** CNOT on the letters I X Y Z of control and target: 4 control + target goes to this pair, and with this sign. */
const CNOT_IMAGE = [0, 1, 14, 15, 5, 4, 11, 10, 9, 8, 7, 6, 12, 13, 2, 3] as const;
const CNOT_SIGN = [1, 1, 1, 1, 1, 1, 1, -1, 1, 1, -1, 1, 1, 1, 1, 1] as const;

/**
 * Where CNOTs take each Pauli word of n wires, and with which sign: digits of base 4 are the letters I, X, Y, Z, wire 0's the most significant.
 * C P_i C^dagger = signs[i] P_images[i].
 */
export class Images {
  readonly images: Int32Array;
  readonly signs: Int8Array;
  /** Whether anything was applied. */
  moved = false;
  readonly #numQubits: number;

  constructor(numQubits: number) {
    this.#numQubits = numQubits;
    this.images = Int32Array.from({ length: 2 ** (2 * numQubits) }, (_, i) => i);
    this.signs = new Int8Array(2 ** (2 * numQubits)).fill(1);
  }

  /** Applies a CNOT after what was applied. */
  cnot(control: number, target: number): void {
    const { images, signs } = this;
    const c = this.#shift(control);
    const t = this.#shift(target);
    for (let i = 0; i < images.length; i++) {
      const at = images[i]!;
      const pair = 4 * ((at >> c) & 3) + ((at >> t) & 3);
      const image = CNOT_IMAGE[pair]!;
      images[i] = (at & ~((3 << c) | (3 << t))) | ((image >> 2) << c) | ((image & 3) << t);
      signs[i] = signs[i]! * CNOT_SIGN[pair]!;
    }
    this.moved = true;
  }

  /** The letters that each word has now on these wires: one digit of base 4 each, the first wire's most significant. */
  digits(wires: readonly number[]): Uint8Array {
    const shifts = wires.map((wire) => this.#shift(wire));
    return Uint8Array.from(this.images, (at) => shifts.reduce((digits, shift) => 4 * digits + ((at >> shift) & 3), 0));
  }

  #shift(wire: number): number {
    return 2 * (this.#numQubits - 1 - wire);
  }
}
