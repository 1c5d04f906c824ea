import { jsonSchema } from "../../core/fields.ts";
import { scalers } from "../../data/scalers.ts";
import { mixtureSchema } from "../../moe/schema.ts";
import { trainingFields } from "../../train/training.ts";

/**
 * The JSON Schema (2020-12) of the files that `moire train --spec` and `moire compare --specs` take, as `checkArms` checks them: a mixture, an arm
 * (a model with a name, a label, a scaling and a training of its own), or a list of arms.
 */
export function armsSchema(): Record<string, unknown> {
  const { scaling: _, ...ownFields } = trainingFields;
  const name = { type: "string", minLength: 1, maxLength: 200 };
  const list = { type: "array", minItems: 1, items: { $ref: "#/$defs/arm", required: ["name"] } };
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Models for moire train and moire compare",
    oneOf: [
      { $ref: "#/$defs/mixture" },
      { $ref: "#/$defs/arm" },
      list,
      { type: "object", properties: { arms: list }, required: ["arms"], additionalProperties: false },
    ],
    $defs: {
      mixture: mixtureSchema(),
      arm: {
        type: "object",
        description: "A model and how it is trained",
        properties: {
          name: { ...name, description: "short, for tables; default: the file's name" },
          label: { ...name, description: "for tables and figures; default: the name" },
          model: { $ref: "#/$defs/mixture" },
          scaling: { enum: Object.keys(scalers), default: "minmax", description: trainingFields.scaling.help },
          training: jsonSchema(ownFields),
        },
        required: ["model"],
        additionalProperties: false,
      },
    },
  };
}
