import { fail } from "../../core/errors.ts";
import type { Field } from "../../core/fields.ts";
import { type Angle, checkAngle } from "../angle.ts";
import type { Channel } from "./channel.ts";

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
