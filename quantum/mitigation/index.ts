import { fail } from "../../core/errors.ts";
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
 * Checks mitigations that came as unknown data. Errors: no list; an unknown kind, an option that is wrong; a kind given twice; another order than that of
 * `mitigations`: readout errors are inverted before values are extrapolated.
 */
export function checkMitigation(value: unknown): MitigationSpec[] {
  if (!Array.isArray(value)) fail("mitigation", "a list of mitigations, empty for none", value);
  const order = Object.keys(mitigations);
  const specs = Array.from(value as readonly unknown[], (given, k) => {
    const where = `mitigation[${k}]`;
    const spec = checkSpec(mitigations, given, where) as MitigationSpec;
    (mitigations[spec.kind] as MitigationKind).check?.(spec, where);
    return spec;
  });
  specs.forEach(({ kind }, k) => {
    if (k === 0) return;
    const before = specs[k - 1]!.kind;
    if (order.indexOf(kind) <= order.indexOf(before)) {
      fail("mitigation", `each kind once, in the order ${order.join(", ")}`, `${kind} after ${before}`);
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
