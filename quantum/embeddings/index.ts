import { amplitudeEmbedding, amplitudeFields } from "./amplitude.ts";
import { angleEmbedding, angleFields } from "./angle.ts";
import type { EmbeddingKind } from "./embedding.ts";

export type { Embedded, EmbeddingKind } from "./embedding.ts";

/** How inputs enter a circuit, by name. */
export const embeddings = {
  angle: {
    help: "rotation of wire i by input i",
    fields: angleFields,
    embed: (options) => ({ ops: angleEmbedding(options), amplitudes: 0 }),
  } satisfies EmbeddingKind<typeof angleFields>,
  amplitude: {
    help: "the inputs, normalised, are the amplitudes of the start state",
    fields: amplitudeFields,
    embed: amplitudeEmbedding,
  } satisfies EmbeddingKind<typeof amplitudeFields>,
};

export type EmbeddingName = keyof typeof embeddings;
export const EMBEDDINGS = Object.keys(embeddings) as readonly EmbeddingName[];
