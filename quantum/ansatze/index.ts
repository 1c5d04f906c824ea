import { basicEntangler, basicEntanglerFields } from "./basic-entangler.ts";
import { hardwareEfficient, hardwareEfficientFields } from "./hardware-efficient.ts";
import { stronglyEntangling, stronglyEntanglingFields } from "./strongly-entangling.ts";

/** Trainable parts of a circuit, by name. */
export const ansatze = {
  stronglyEntangling: {
    help: "rotations about all axes on every wire, then CNOTs, layer by layer",
    fields: stronglyEntanglingFields,
    ops: stronglyEntangling,
  },
  basicEntangler: {
    help: "a rotation about one axis on every wire, then a ring of CNOTs, layer by layer",
    fields: basicEntanglerFields,
    ops: basicEntangler,
  },
  hardwareEfficient: {
    help: "RY and RZ on every wire, CNOTs between neighbours, and rotations once more at the end",
    fields: hardwareEfficientFields,
    ops: hardwareEfficient,
  },
};

export type AnsatzName = keyof typeof ansatze;
export const ANSATZE = Object.keys(ansatze) as readonly AnsatzName[];
