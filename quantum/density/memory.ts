import { MoireError } from "../../core/errors.ts";
import type { Circuit } from "../circuit.ts";

/** Hands out places in one memory, which is made when all is known. Places of doubles are counted in doubles, of integers in integers; all start on 64 bytes. */
export class Room {
  // The first bytes hold the kernels' constants.
  #bytes = 4096;

  doubles(count: number): number {
    return this.#take(8 * count) / 8;
  }

  integers(count: number): number {
    return this.#take(4 * count) / 4;
  }

  get bytes(): number {
    return this.#bytes;
  }

  #take(bytes: number): number {
    const at = this.#bytes;
    this.#bytes += Math.ceil(bytes / 64) * 64;
    return at;
  }
}

/** What WebAssembly can address: 4 GiB but for its last page. */
const MAX_BYTES = 2 ** 32 - 2 ** 16;

/** Refuses circuits whose coordinates alone do not fit, as words are 32-bit numbers in a plan. */
export function checkQubits({ numQubits }: Circuit): void {
  checkRoom({ numQubits }, 8 * 2 ** (2 * numQubits) * 4);
}

export function checkRoom({ numQubits }: Pick<Circuit, "numQubits">, bytes: number): void {
  if (bytes <= MAX_BYTES) return;
  const gibibytes = (Math.ceil((bytes / 2 ** 30) * 100) / 100).toFixed(2);
  throw new MoireError(
    `circuit with noise: ${numQubits} qubits need at least ${gibibytes} GiB as a density matrix; at most 4 GiB are allowed. ` +
      "Set trajectories, say to 1000: pure states drawn at random need far less, or use fewer qubits",
  );
}
