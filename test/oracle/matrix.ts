import { type Gate, gates, type Matrix } from "../../quantum/gates/index.ts";

/** Complex matrices as lists of rows, for slow oracles. */
export type Complex = readonly [re: number, im: number];
export type Rows = readonly (readonly Complex[])[];

const multiply = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];

/** A matrix of size x size by a rule for its entries. */
export function rowsOf(size: number, entry: (row: number, column: number) => Complex): Complex[][] {
  return Array.from({ length: size }, (_, row) => Array.from({ length: size }, (_, column) => entry(row, column)));
}

/** A gate's or Kraus matrix as rows. */
export function fromMatrix(matrix: Matrix): Complex[][] {
  const size = Math.sqrt(matrix.length);
  return rowsOf(size, (row, column) => matrix[row * size + column]!);
}

export const identity = (size: number): Complex[][] => rowsOf(size, (row, column) => [row === column ? 1 : 0, 0]);

export function product(a: Rows, b: Rows): Complex[][] {
  return rowsOf(a.length, (row, column) =>
    a[row]!.reduce<Complex>(
      ([re, im], left, k) => {
        const [x, y] = multiply(left, b[k]![column]!);
        return [re + x, im + y];
      },
      [0, 0],
    ),
  );
}

export function adjoint(a: Rows): Complex[][] {
  return rowsOf(a.length, (row, column) => {
    const [re, im] = a[column]![row]!;
    return [re, -im];
  });
}

/** The sum of matrices, each times a real weight. */
export function combined(weighted: readonly (readonly [weight: number, matrix: Rows])[]): Complex[][] {
  return rowsOf(weighted[0]![1].length, (row, column) =>
    weighted.reduce<Complex>(
      ([re, im], [weight, matrix]) => {
        const [x, y] = matrix[row]![column]!;
        return [re + weight * x, im + weight * y];
      },
      [0, 0],
    ),
  );
}

/** The Kronecker product, the first factor most significant. */
export function kronecker(factors: readonly Rows[]): Complex[][] {
  return factors.reduce<Complex[][]>(
    (a, b) =>
      rowsOf(a.length * b.length, (row, column) =>
        multiply(
          a[Math.floor(row / b.length)]![Math.floor(column / b.length)]!,
          b[row % b.length]![column % b.length]!,
        ),
      ),
    identity(1),
  );
}

export function trace(a: Rows): Complex {
  return a.reduce<Complex>(([re, im], row, k) => [re + row[k]![0], im + row[k]![1]], [0, 0]);
}

/** K rho K^dagger, summed. */
export function throughKraus(kraus: readonly Rows[], rho: Rows): Complex[][] {
  return combined(kraus.map((k) => [1, product(product(k, rho), adjoint(k))]));
}

/** The matrices of I, X, Y and Z. */
export const PAULIS: Readonly<Record<"I" | "X" | "Y" | "Z", Rows>> = {
  I: identity(2),
  X: fromMatrix((gates.X as Gate).matrix([])),
  Y: fromMatrix((gates.Y as Gate).matrix([])),
  Z: fromMatrix((gates.Z as Gate).matrix([])),
};
