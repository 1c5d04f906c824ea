import type { SpecOf } from "../../core/spec.ts";
import type { Channel } from "./channel.ts";
import { depolarizingChannel } from "./depolarizing.ts";

export type { Channel, ChannelForm, Transfer } from "./channel.ts";
export { depolarizing } from "./depolarizing.ts";

/** All channels by name. */
export const channels = {
  depolarizing: depolarizingChannel,
} satisfies Record<string, Channel>;

export type ChannelName = keyof typeof channels;
/** A channel with its strengths, as plain data: `{ kind: "depolarizing", p: 0.05 }`. */
export type ChannelSpec = SpecOf<typeof channels>;
