import { MoireError, show } from "../../core/errors.ts";
import { checkSpec, type SpecOf, specSchema } from "../../core/spec.ts";
import type { MitigationKind } from "./mitigation.ts";
import { readoutInversionKind } from "./readout-inversion.ts";
import { zeroNoiseKind } from "./zero-noise.ts";

export { type Folding, folded, foldedScale } from "./folding.ts";
export type { CostFactors, CostOptions, MitigationJob, MitigationKind } from "./mitigation.ts";
export { readoutInversion } from "./readout-inversion.ts";
export { zeroNoise } from "./zero-noise.ts";

/** The mitigations by name, in the order in which they are applied to what is measured. */
export const mitigations = {
  readoutInversion: readoutInversionKind,
  zeroNoise: zeroNoiseKind,
} satisfies Record<string, MitigationKind>;

/** A mitigation as plain data: `{ kind: "readoutInversion" }`. */
export type MitigationSpec = SpecOf<typeof mitigations>;

/**
 * Checks mitigations that came as unknown data. where: what errors begin with, missing: nothing, as options say their own name. Errors: no list; an unknown
 * kind, an option that is wrong; a kind given twice; another order than that of `mitigations`: readout errors are inverted before values are extrapolated.
 */
export function checkMitigation(value: unknown, where = ""): MitigationSpec[] {
  const refuse = (expected: string, got: unknown, hint = ""): never => {
    const message = `expected ${expected}, got ${show(got)}${hint}`;
    throw new MoireError(where === "" ? message : `${where}: ${message}`);
  };
  if (!Array.isArray(value)) refuse("a list of mitigations", value, ". Give [] for none");
  const order = Object.keys(mitigations);
  const specs = Array.from(value as readonly unknown[], (given, k) => {
    const at = `${where}[${k}]`;
    const spec = checkSpec(mitigations, given, at) as MitigationSpec;
    (mitigations[spec.kind] as MitigationKind).check?.(spec, at);
    return spec;
  });
  specs.forEach(({ kind }, k) => {
    if (k === 0) return;
    const before = specs[k - 1]!.kind;
    if (order.indexOf(kind) <= order.indexOf(before)) {
      refuse(`each kind once, in the order ${order.join(", ")}`, `${kind} after ${before}`);
    }
  });
  return specs;
}

/** The JSON Schema (draft 2020-12) of a list of mitigations. What it cannot say is for `checkMitigation`: their order, and options that go with one fit alone. */
export const mitigationSchema: Readonly<Record<string, unknown>> = {
  type: "array",
  description: "what is done against noise, in the order in which it is applied",
  items: specSchema(mitigations),
  maxItems: Object.keys(mitigations).length,
};
