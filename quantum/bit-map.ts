/** 1 when an odd number of bits is set, else 0. */
export function parity(bits: number): number {
  let folded = bits ^ (bits >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  folded ^= folded >>> 2;
  folded ^= folded >>> 1;
  return folded & 1;
}

/**
 * A permutation of basis indices made of CNOTs and flips: f(i) = A i + b over GF(2). Built up one gate at a time (each acts on f's output);
 * kept as A's columns, so that a parity of f(i) can be rewritten as a parity of i.
 */
export class BitMap {
  readonly numBits: number;
  private readonly columns: number[];
  private offset = 0;

  private constructor(columns: number[]) {
    this.numBits = columns.length;
    this.columns = columns;
  }

  static identity(numBits: number): BitMap {
    return new BitMap(Array.from({ length: numBits }, (_, j) => 1 << j));
  }

  cnot(control: number, target: number): void {
    this.columns.forEach((column, j) => {
      if (column & control) this.columns[j] = column ^ target;
    });
    if (this.offset & control) this.offset ^= target;
  }

  flip(bit: number): void {
    this.offset ^= bit;
  }

  get isIdentity(): boolean {
    return this.offset === 0 && this.columns.every((column, j) => column === 1 << j);
  }

  /** The mask with parity(mask & f(i)) = parity(result.mask & i) xor result.odd. */
  pullBack(mask: number): { readonly mask: number; readonly odd: boolean } {
    const before = this.columns.reduce((bits, column, j) => bits | (parity(mask & column) << j), 0);
    return { mask: before, odd: parity(mask & this.offset) === 1 };
  }

  /** f(i). */
  at(i: number): number {
    return this.columns.reduce((image, column, j) => ((i >> j) & 1 ? image ^ column : image), this.offset);
  }

  /** The map that takes f(i) back to i. */
  inverse(): BitMap {
    // Gauss-Jordan elimination on columns: what makes unit vectors of A's columns makes A's inverse of the unit vectors.
    const columns = [...this.columns];
    const inverse = columns.map((_, j) => 1 << j);
    for (let bit = 0; bit < columns.length; bit++) {
      const pivot = columns.findIndex((column, j) => j >= bit && (column >> bit) & 1);
      for (const rows of [columns, inverse]) [rows[bit], rows[pivot]] = [rows[pivot]!, rows[bit]!];
      for (let j = 0; j < columns.length; j++) {
        if (j === bit || !((columns[j]! >> bit) & 1)) continue;
        columns[j]! ^= columns[bit]!;
        inverse[j]! ^= inverse[bit]!;
      }
    }
    const map = new BitMap(inverse);
    map.offset = new BitMap(inverse).at(this.offset);
    return map;
  }

  /** f(i) for every i. */
  table(): Uint32Array {
    const table = new Uint32Array(1 << this.numBits);
    table[0] = this.offset;
    for (let j = 0; j < this.numBits; j++) {
      for (let i = 0; i < 1 << j; i++) table[(1 << j) + i] = table[i]! ^ this.columns[j]!;
    }
    return table;
  }
}
