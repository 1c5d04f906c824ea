import type { KernelName } from "../../analysis/records.ts";
import type { Look } from "../style.ts";
import { FAMILY_LOOKS } from "../style.ts";

/** The router's kernels in its colours, the classical ones in those of their families. */
export const KERNEL_LOOKS: Readonly<Record<KernelName, Look>> = {
  circuit: FAMILY_LOOKS.quantum,
  features: FAMILY_LOOKS.circuit,
  rbf: FAMILY_LOOKS.radial,
  linear: FAMILY_LOOKS.linear,
};
