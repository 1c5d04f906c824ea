import { MoireError } from "../../core/errors.ts";
import type { Plan } from "../plan.ts";

/** What WebAssembly can address: 4 GiB but for its last page. Both engines keep to it. */
const MAX_BYTES = 2 ** 32 - 2 ** 16;

/** Refuses a circuit and batch whose states take more memory than an engine may have. Called before anything is allocated. */
export function checkBytes({ numQubits, stages }: Plan, maxBatch: number, bytes: number): void {
  if (bytes <= MAX_BYTES) return;
  throw new MoireError(
    `circuit: ${numQubits} qubits, ${stages.length + 1} stages and a batch of ${maxBatch} need ${(Math.ceil((bytes / 2 ** 30) * 100) / 100).toFixed(2)} GiB; ` +
      "at most 4 GiB are allowed. Use a smaller batch, fewer qubits or fewer layers",
  );
}
