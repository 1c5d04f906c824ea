import { stronglyEntangling, stronglyEntanglingFields } from "./strongly-entangling.ts";

/** Trainable parts of a circuit, by name. */
export const ansatze = {
  stronglyEntangling: {
    help: "rotations about all axes on every wire, then CNOTs, layer by layer",
    fields: stronglyEntanglingFields,
    ops: stronglyEntangling,
  },
};
