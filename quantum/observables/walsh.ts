/** The Walsh-Hadamard transform, in place: values[m] becomes the sum over i of (-1)^parity(m & i) values[i]. values: (size,), a power of two. */
export function walsh(values: Float64Array, size: number): void {
  for (let reach = 1; reach < size; reach *= 2) {
    for (let start = 0; start < size; start += 2 * reach) {
      for (let i = start; i < start + reach; i++) {
        const a = values[i]!;
        const b = values[i + reach]!;
        values[i] = a + b;
        values[i + reach] = a - b;
      }
    }
  }
}

/** <Z..Z> on the wires of every mask, by the transform of the probabilities: out (size,). state: amplitudes, re and im in turn, from `at` on. */
export function zCorrelations(state: Float64Array, at: number, size: number, out: Float64Array): void {
  for (let i = 0, p = at; i < size; i++, p += 2) out[i] = state[p]! * state[p]! + state[p + 1]! * state[p + 1]!;
  walsh(out, size);
}
