import { specSchema } from "../../core/spec.ts";
import { type Channel, channels } from "../channels/index.ts";
import { MAX_QUBITS } from "../circuit.ts";
import { type Gate, gates } from "../gates/index.ts";
import { PLACES } from "./model.ts";

type Schema = Readonly<Record<string, unknown>>;

const object = (properties: Schema, required: readonly string[]): Schema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
const list = (items: Schema, description: string): Schema => ({
  type: "array",
  items,
  minItems: 1,
  uniqueItems: true,
  description,
});
const wire: Schema = { type: "integer", minimum: 0, maximum: MAX_QUBITS - 1 };
const pair: Schema = { type: "array", items: wire, minItems: 2, maxItems: 2, uniqueItems: true };
const wires = list(wire, "only these wires; missing: all");
const pairs = list(pair, "only these pairs of wires; missing: all");
const atMarks = PLACES.filter((place) => place !== "afterGates");

const channelsWhere = (suits: (channel: Channel) => boolean): Schema =>
  specSchema(Object.fromEntries(Object.entries<Channel>(channels).filter(([, channel]) => suits(channel))));
const gatesOf = (numWires: readonly number[]): Schema =>
  list(
    {
      enum: Object.entries<Gate>(gates).flatMap(([name, gate]) => (numWires.includes(gate.wires) ? [name] : [])),
    },
    "only after these gates; missing: all that suit",
  );

/** Forms of a rule for channels that suit; none where no channel does. */
function forms(
  suits: (channel: Channel) => boolean,
  ...shapes: readonly (readonly [Schema, readonly string[]])[]
): Schema[] {
  const channel = channelsWhere(suits);
  if ((channel.oneOf as readonly unknown[]).length === 0) return [];
  return shapes.map(([properties, required]) => object({ channel, ...properties }, ["channel", "place", ...required]));
}

const isReadout = ({ form }: Channel): boolean => form === "readout";
const rules: Schema[] = [
  ...forms(
    (channel) => channel.wires === 1 && !isReadout(channel),
    [{ place: { const: "afterGates" }, gates: gatesOf([1, 2, 3]), wires }, []],
    [{ place: { const: "afterGates" }, gates: gatesOf([2]), wires, pairs }, ["pairs"]],
    [{ place: { enum: atMarks }, wires }, []],
  ),
  ...forms(isReadout, [{ place: { const: "beforeMeasurement" }, wires }, []]),
  ...forms(
    (channel) => channel.wires === 2,
    [{ place: { const: "afterGates" }, gates: gatesOf([2]), wires: pairs }, []],
    [{ place: { enum: atMarks }, wires: pairs }, ["wires"]],
  ),
];
const seconds = (description: string): Schema => ({
  type: "number",
  minimum: 0,
  description: `${description}, in seconds`,
});

/**
 * The JSON Schema (draft 2020-12) of a noise model as plain data, made from the registries of channels and gates. What it cannot say is for `checkNoiseModel`:
 * bounds of several strengths together; pairs of wires that the machine's coupling names and its qubits do not have.
 */
export const noiseModelSchema: Schema = {
  ...object(
    {
      name: { type: "string", minLength: 1 },
      rules: { type: "array", items: { oneOf: rules }, description: "channels and where they go, in order" },
      times: {
        ...object(
          {
            oneWire: seconds("a pulse on one wire"),
            twoWires: seconds("a gate of two wires"),
            readout: seconds("a measurement"),
            reset: seconds("between two shots"),
          },
          ["oneWire", "twoWires", "readout", "reset"],
        ),
        description: "how long things take",
      },
      machine: {
        ...object(
          {
            qubits: list({ type: "integer", minimum: 0 }, "the machine's number of each wire's qubit"),
            coupling: { ...list(pair, "pairs of wires with gates of two wires"), minItems: 0 },
          },
          ["qubits", "coupling"],
        ),
        description: "what the machine has; circuits that need more are refused",
      },
    },
    ["name", "rules"],
  ),
  description: "a noise model",
};
