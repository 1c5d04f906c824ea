import { amplitudeEmbedding, amplitudeFields } from "./amplitude.ts";
import { angleEmbedded, angleFields } from "./angle.ts";
import type { EmbeddingKind } from "./embedding.ts";
import { iqpEmbedding, iqpFields, zzEmbedding, zzFields } from "./pairs.ts";

export type { Embedded, EmbeddingKind } from "./embedding.ts";

/** How inputs enter a circuit, by name. */
export const embeddings = {
  angle: {
    help: "rotation of wire i by input i",
    fields: angleFields,
    embed: angleEmbedded,
  } satisfies EmbeddingKind<typeof angleFields>,
  amplitude: {
    help: "the inputs, normalised, are the amplitudes of the start state",
    fields: amplitudeFields,
    embed: amplitudeEmbedding,
  } satisfies EmbeddingKind<typeof amplitudeFields>,
  iqp: {
    help: "H, rotations about Z by the inputs, and phases of all pairs by products of two inputs",
    fields: iqpFields,
    embed: (options) => ({ ops: iqpEmbedding(options), amplitudes: 0 }),
  } satisfies EmbeddingKind<typeof iqpFields>,
  zz: {
    help: "the ZZ feature map: H, phases by 2 x, and of all pairs by 2 (pi - x)(pi - y), twice",
    fields: zzFields,
    embed: (options) => ({ ops: zzEmbedding(options), amplitudes: 0 }),
  } satisfies EmbeddingKind<typeof zzFields>,
};

export type EmbeddingName = keyof typeof embeddings;
export const EMBEDDINGS = Object.keys(embeddings) as readonly EmbeddingName[];
