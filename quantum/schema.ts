import { jsonSchema } from "../core/fields.ts";
import { MAX_INDICES } from "./angle.ts";
import { type Channel, channels } from "./channels/index.ts";
import { MAX_QUBITS } from "./circuit.ts";
import { anglesOf, type Gate, gates } from "./gates/index.ts";
import { PARTS } from "./marks.ts";

type Schema = Readonly<Record<string, unknown>>;

const count = (description: string, minimum: number, maximum: number): Schema => ({
  type: "integer",
  minimum,
  maximum,
  description,
});
const index = (description: string): Schema => count(description, 0, MAX_INDICES - 1);
const object = (properties: Schema, required: readonly string[]): Schema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});

const source = (from: string, description: string, indices: Schema): Schema => ({
  ...object({ from: { const: from }, ...indices, scale: { type: "number" } }, [
    "from",
    ...Object.keys(indices),
    "scale",
  ]),
  description,
});

const parameter = source("param", "a parameter times the scale", { index: index("number of the parameter") });

const angle: Schema = {
  description: "an angle in radians",
  oneOf: [
    { type: "number", description: "a fixed angle" },
    parameter,
    source("input", "an input times the scale", { index: index("number of the input") }),
    source("scaledInput", "an input times a parameter times the scale", {
      index: index("number of the input"),
      param: index("number of the parameter"),
    }),
    source("inputProduct", "an input times an input times the scale", {
      index: index("number of the input"),
      other: index("number of the other input"),
    }),
  ],
};

/** One form of op for all gates with as many wires and angles. */
function opForms(): Schema[] {
  const forms = new Map<string, string[]>();
  for (const [name, gate] of Object.entries<Gate>(gates)) {
    const id = `${gate.wires} ${anglesOf(gate)}`;
    forms.set(id, [...(forms.get(id) ?? []), name]);
  }
  return [...forms].map(([id, names]) => {
    const [wires, angles] = id.split(" ").map(Number) as [number, number];
    const size = (n: number): Schema => ({ minItems: n, maxItems: n });
    return object(
      {
        gate: { enum: names },
        wires: { type: "array", items: count("a wire", 0, MAX_QUBITS - 1), uniqueItems: true, ...size(wires) },
        angles: { type: "array", items: angle, ...size(angles) },
      },
      angles > 0 ? ["gate", "wires", "angles"] : ["gate", "wires"],
    );
  });
}

/** One form of op for each channel: its strengths are numbers within bounds, or parameters. */
function channelForms(): Schema[] {
  return Object.entries<Channel>(channels).map(([name, { wires, fields }]) => {
    const { properties } = jsonSchema(fields) as { readonly properties: Readonly<Record<string, Schema>> };
    const strengths = Object.values(properties).map((number) => ({ oneOf: [number, parameter] }));
    const size = (n: number): Schema => ({ minItems: n, maxItems: n });
    return object(
      {
        channel: { const: name },
        wires: { type: "array", items: count("a wire", 0, MAX_QUBITS - 1), uniqueItems: true, ...size(wires) },
        strengths: { type: "array", prefixItems: strengths, items: false, ...size(strengths.length) },
      },
      ["channel", "wires", "strengths"],
    );
  });
}

/**
 * The JSON Schema (draft 2020-12) of a circuit as plain data, made from the table of gates. What it cannot say is for `checkCircuit`: that wires are below
 * numQubits, and counts as the angles have them.
 */
export const circuitJsonSchema: Schema = {
  ...object(
    {
      numQubits: count("wires", 1, MAX_QUBITS),
      numParams: count("parameters, as the angles name them; may be left out", 0, MAX_INDICES),
      numInputs: count("inputs of a sample; missing: as the angles name them", 0, MAX_INDICES),
      amplitudes: count("first inputs that are amplitudes of the start; 0: it is |0..0>", 0, 2 ** MAX_QUBITS),
      complex: { type: "boolean", description: "whether an amplitude is two inputs, real and imaginary part" },
      parameters: {
        type: "array",
        description: "names, sizes and start values of the parameters, in order; missing: all theta, angles",
        items: object(
          {
            name: { type: "string", pattern: "^[A-Za-z]\\w*$" },
            size: count("how many", 0, MAX_INDICES),
            start: { oneOf: [{ const: "angle" }, { type: "number" }] },
          },
          ["name", "size", "start"],
        ),
      },
      ops: {
        type: "array",
        description: "gates and channels on wires, the first one first",
        items: { oneOf: [...opForms(), ...channelForms()] },
      },
      marks: {
        type: "array",
        description: "where parts end, in order: after so many ops; noise can be placed there",
        items: object({ part: { enum: PARTS }, after: count("ops before it", 0, Number.MAX_SAFE_INTEGER) }, [
          "part",
          "after",
        ]),
      },
    },
    ["numQubits", "ops"],
  ),
  description: "a circuit",
};
