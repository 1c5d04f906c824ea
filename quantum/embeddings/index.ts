import { angleEmbedding, angleFields } from "./angle.ts";

/** How inputs enter a circuit, by name. */
export const embeddings = {
  angle: { help: "rotation of wire i by input i", fields: angleFields, ops: angleEmbedding },
};
