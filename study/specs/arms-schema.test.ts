import Ajv2020 from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { linearExpert, mixture, quantumRouter } from "../../moe/index.ts";
import { checkArms } from "./arms-file.ts";
import { armsSchema } from "./arms-schema.ts";

const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(armsSchema());
const model = mixture({ router: quantumRouter(), experts: [linearExpert()] });
const arm = { name: "a", label: "A", model, scaling: "standard", training: { epochs: 3, loss: { kind: "huber" } } };

test.each([
  [model],
  [{ model }],
  [arm],
  [[arm, { name: "b", model }]],
  [{ arms: [arm] }],
  [
    {
      ...arm,
      training: {
        optimiser: { kind: "sgd", momentum: 0.9 },
        earlyStopping: { patience: 3 },
        weightDecay: { "*": 0.1 },
      },
    },
  ],
])("what is right fits schema and check alike (%#)", (value) => {
  const plain = JSON.parse(JSON.stringify(value));
  expect([validate(plain), validate.errors]).toEqual([true, null]);
  expect(() => checkArms(plain, "file")).not.toThrow();
});

test.each([
  [{}],
  [[]],
  [{ arms: [] }],
  [{ ...arm, colour: "red" }],
  [{ ...arm, scaling: "log" }],
  [{ ...arm, training: { epochs: 0 } }],
  [{ ...arm, training: { scaling: "standard" } }],
  [{ ...arm, training: { optimiser: { kind: "magic" } } }],
  [[{ model }, arm]],
  [{ model: { ...model, router: { kind: "qft" } } }],
])("what is wrong is refused by schema and check alike (%#)", (value) => {
  expect(validate(value)).toBe(false);
  expect(() => checkArms(value, "file")).toThrow();
});
