import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Channel, type ChannelName, channels } from "./index.ts";

/** Entries of the transfer that are not 0: row, column, value. */
interface Golden {
  readonly channels: readonly {
    readonly channel: ChannelName;
    readonly strengths: readonly number[];
    readonly entries: readonly (readonly [number, number, number])[];
  }[];
}

const golden: Golden = JSON.parse(readFileSync("test/golden/noise.json", "utf8"));

const NAMES = [...new Set(golden.channels.map((given) => given.channel))];

test.each(NAMES)("the transfer of %s is that of PennyLane's Kraus matrices", (name) => {
  const found: Channel = channels[name];
  const size = 4 ** found.wires;
  for (const { strengths, entries } of golden.channels.filter((given) => given.channel === name)) {
    const want = new Float64Array(size * size);
    for (const [row, column, value] of entries) want[row * size + column] = value;
    const got = found.transfer(strengths);
    for (const [k, value] of want.entries()) {
      expect(Math.abs(got[k]! - value), `${name}(${strengths}): entry ${k}`).toBeLessThan(1e-14);
    }
  }
});

test("PennyLane has all channels but mixtures of its own, and readout errors", () => {
  const without = (Object.keys(channels) as ChannelName[]).filter((name) => !NAMES.includes(name));
  expect(without).toEqual(["twoQubitDepolarizing", "pauli", "dephasing", "readoutError"]);
});
