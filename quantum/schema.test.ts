import { expect, test } from "vitest";
import * as z from "zod";
import { fold, keyOf } from "../core/key.ts";
import { randomCircuit } from "../test/oracle/random-circuit.ts";
import { checkCircuit } from "./circuit.ts";
import { type GateName, gates } from "./gates/index.ts";
import { routingCircuit } from "./routing.ts";
import { circuitJsonSchema } from "./schema.ts";

const schema = z.fromJSONSchema(circuitJsonSchema as Parameters<typeof z.fromJSONSchema>[0]);
const fits = (value: unknown): boolean => schema.safeParse(JSON.parse(JSON.stringify(value))).success;

test("circuits fit the schema: all gates, all angles, all starts", () => {
  for (let k = 0; k < 12; k++) {
    const source = randomCircuit(fold(keyOf(7), k), 3, 60, k % 3 ? 5 : 0, k % 3 === 2);
    expect(fits(source)).toBe(true);
  }
  expect(fits(routingCircuit({ qubits: 2, inputs: "scale" }))).toBe(true);
  const names = JSON.stringify(circuitJsonSchema);
  for (const name of Object.keys(gates) as GateName[]) expect(names).toContain(`"${name}"`);
});

test("a circuit by hand needs no more than wires and ops", () => {
  const short = {
    numQubits: 2,
    ops: [
      { gate: "H", wires: [0] },
      { gate: "CNOT", wires: [0, 1] },
    ],
  };
  expect(fits(short)).toBe(true);
  expect(checkCircuit(short)).toMatchObject({ numParams: 0, numInputs: 0, amplitudes: 0, complex: false });
});

test.each<[unknown, string]>([
  [{ ops: [] }, "a number of qubits"],
  [{ numQubits: 2, ops: [{ gate: "NOT", wires: [0], angles: [] }] }, "one of I, X, Y"],
  [{ numQubits: 2, ops: [{ gate: "RX", wires: [0, 1], angles: [1] }] }, "1 wires"],
  [{ numQubits: 2, ops: [{ gate: "RX", wires: [0] }] }, "1 angles"],
  [
    { numQubits: 2, ops: [{ gate: "RX", wires: [0], angles: [{ from: "data", index: 0, scale: 1 }] }] },
    "an angle from",
  ],
  [{ numQubits: 2, ops: [{ gate: "RX", wires: [0], angles: [{ from: "param", index: -1, scale: 1 }] }] }, "an index"],
  [{ numQubits: 2, ops: [], complexity: 1 }, "the keys numQubits, numParams"],
  [{ numQubits: 2, ops: [], parameters: [{ name: "1", size: 0, start: "angle" }] }, "names of letters"],
])("what does not fit the schema, checkCircuit refuses too (%#)", (value, message) => {
  expect(fits(value)).toBe(false);
  expect(() => checkCircuit(value)).toThrow(message);
});
