import type { AngleRef, Plan } from "../plan.ts";
import type { Layout } from "./layout.ts";
import type { Kernels } from "./module.ts";

/** Where derivatives by an angle of a block go: address and bytes from one vector of lanes to the next (0: all into one). */
export interface Sink {
  at(angle: AngleRef, block: number): number;
  step(angle: AngleRef): number;
}

/** The product state before any entangling, and its way back. */
export interface Prefix {
  forward(block: number): void;
  /** Destroys lambda (at `lambda`); adds twice the derivative by each angle into the sink. */
  backward(block: number, lambda: number, sink: Sink): void;
}

/** laneAt: byte offset of a block's lanes in a row (slot) of angles that differ by sample. */
export function openPrefix(
  plan: Plan,
  layout: Layout,
  kernels: Kernels,
  laneAt: (slot: number, block: number) => number,
): Prefix {
  const { V } = layout;
  const part = 64 * V;
  const last = plan.numQubits - 1;
  const cosAt = ({ sample, slot }: AngleRef, block: number): number =>
    sample ? layout.sampleCos + laneAt(slot, block) : layout.sharedCos + 16 * slot;
  const sinAt = ({ sample, slot }: AngleRef, block: number): number =>
    sample ? layout.sampleSin + laneAt(slot, block) : layout.sharedSin + 16 * slot;
  const productAt = (block: number, wire: number): number =>
    wire === last ? layout.psi(block, 0) : layout.prefixes(block) + (2 ** (wire + 1) - 2) * 32 * V;
  // Where each wire's 2-vectors start: one before its rotations and one after each.
  const starts: number[] = [];
  plan.prefix.reduce((at, rotations) => {
    starts.push(at);
    return at + (rotations.length + 1) * part;
  }, 0);

  return {
    forward(block): void {
      plan.prefix.forEach((rotations, wire) => {
        let at = layout.wires(block) + starts[wire]!;
        kernels.wireZero(at, V);
        for (const { axis, angle } of rotations) {
          const turn = axis === "Y" ? kernels.wireY : kernels.wireZ;
          turn(at, at + part, V, cosAt(angle, block), sinAt(angle, block), angle.sample ? 16 : 0);
          at += part;
        }
        if (wire > 0) kernels.extend(productAt(block, wire - 1), 2 ** wire, at, productAt(block, wire), V);
        else kernels.copy(at, productAt(block, 0), part);
      });
    },
    backward(block, lambda, sink): void {
      for (let wire = last; wire >= 0; wire--) {
        const rotations = plan.prefix[wire]!;
        let at = layout.wires(block) + starts[wire]! + rotations.length * part;
        if (wire > 0) kernels.contract(lambda, 2 ** wire, at, productAt(block, wire - 1), layout.mu, V);
        else kernels.copy(lambda, layout.mu, part);
        for (let r = rotations.length - 1; r >= 0; r--) {
          const { axis, angle } = rotations[r]!;
          const undo = axis === "Y" ? kernels.wireYBack : kernels.wireZBack;
          const step = angle.sample ? 16 : 0;
          undo(
            layout.mu,
            at,
            V,
            cosAt(angle, block),
            sinAt(angle, block),
            step,
            sink.at(angle, block),
            sink.step(angle),
          );
          at -= part;
        }
      }
    },
  };
}
