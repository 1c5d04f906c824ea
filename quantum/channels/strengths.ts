import { fail } from "../../core/errors.ts";
import type { Field } from "../../core/fields.ts";
import { type Angle, checkAngle } from "../angle.ts";
import type { ChannelOp, Circuit } from "../circuit.ts";
import type { Channel } from "./channel.ts";
import { channels } from "./index.ts";

/** Refuses strengths that are inputs and, where all are numbers, values that are no strengths of the channel. */
export function checkStrength(channel: Channel, strengths: readonly Angle[], where: string): void {
  for (const strength of strengths) {
    if (typeof strength === "number") continue;
    if (typeof strength !== "object" || strength === null || strength.from !== "param") {
      fail(where, "strengths that are numbers or parameters made by `param`", strength);
    }
    checkAngle(strength, where);
  }
  const values = strengths.map((strength) => (typeof strength === "number" ? strength : null));
  checkEach(channel, values, where);
  if (values.every((value) => value !== null)) checkTogether(channel, values, where);
}

/** Refuses values that are no strengths of the channel, with the names of what is wrong. */
export function checkValues(channel: Channel, values: readonly number[], where: string): void {
  checkEach(channel, values, where);
  checkTogether(channel, values, where);
}

/** Refuses parameters that are strengths and start where these cannot be: from an angle, or from a number out of the range. Angles of unitary channels may be any. */
export function checkStarts({ ops, parameters }: Pick<Circuit, "ops" | "parameters">): void {
  const starts = parameters.flatMap(({ size, start }) => new Array<"angle" | number>(size).fill(start));
  for (const given of ops) {
    if (!("channel" in given)) continue;
    const { channel: name, strengths }: ChannelOp = given;
    const channel: Channel = channels[name];
    if (channel.form === "unitary") continue;
    const fields = Object.keys(channel.fields);
    const values = strengths.map((strength, k) => {
      if (typeof strength === "number" || strength.from !== "param") return strength as number;
      const start = starts[strength.index]!;
      const where = `circuit layer: channel ${name}: ${fields[k]}`;
      if (start !== "angle") return start * strength.scale;
      const hint =
        'Give circuit() its parameters in groups, in the order of their indices: parameters: [{ name: "theta", size: 6, start: "angle" }, { name: "strength", size: 1, start: 0.05 }]';
      return fail(where, "a parameter that starts from a number in its range", `one that starts from an angle`, hint);
    });
    checkValues(channel, values, `circuit layer: start of channel ${name}`);
  }
}

function checkEach({ fields }: Channel, values: readonly (number | null)[], where: string): void {
  for (const [k, [name, field]] of Object.entries<Field<unknown>>(fields).entries()) {
    const value = values[k];
    if (value !== null && !field.schema.safeParse(value).success) fail(`${where}: ${name}`, field.expected, value);
  }
}

function checkTogether({ check }: Channel, values: readonly number[], where: string): void {
  const wrong = check?.(values) ?? null;
  if (wrong !== null) fail(where, wrong, values);
}
