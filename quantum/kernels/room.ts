import { F } from "./precision";
import { Program, stageOf, word } from "./program";

/**
 * Lays states out for a batch: as few vectors as hold it, at most as there is room for. Batches far smaller than a block, as experts of a mixture get,
 * would leave most lanes empty. Lanes do not touch each other, so that bits stay.
 */
export function fitTo(p: Program, batch: usize): void {
  let V = p.mostV;
  while (V > 1 && (V >> 1) * (16 / sizeof<F>()) >= batch) V >>= 1;
  if (V == p.V) return;
  p.startStep = (p.startStep / p.V) * V;
  p.V = V;
  const row = V << 5;
  p.stateBytes = row << p.numQubits;
  for (let k: usize = 0; k < p.numStages; k++) {
    const g = stageOf(p, k);
    for (let r: usize = 0; r < g.numRotations; r++) {
      const at = g.rotations + 12 * r;
      store<u32>(at + 8, <u32>(row << word(at, 1)));
    }
  }
  // A start from amplitudes never writes what is 0; it lies elsewhere now. More than one block has the widest layout alone.
  if (p.startNumbers) memory.fill(p.psi, 0, (p.mostV << 5) << p.numQubits);
}
