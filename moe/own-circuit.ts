import { choice, structured } from "../core/fields.ts";
import { checkCircuit, circuitJsonSchema } from "../quantum/index.ts";
import { deviceFields } from "./device.ts";

/** Options of a router or expert whose circuit is the user's. */
export const ownCircuitFields = {
  circuit: structured({
    help: "a circuit as JSON: numQubits, numParams, numInputs, amplitudes and ops",
    expected: "a circuit made by `circuit`, or its JSON",
    check: checkCircuit,
    json: circuitJsonSchema,
  }),
  training: choice(["trained", "frozen"], {
    help: "train the circuit's angles, or keep their random start (a control)",
    default: "trained",
  }),
  ...deviceFields,
};
