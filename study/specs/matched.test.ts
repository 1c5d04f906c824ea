import { expect, test } from "vitest";
import { linearRouter, quantumRouter, randomCircuitRouter } from "../../moe/routers/index.ts";
import { matchedFourier, matchedMlp, trainedParameters } from "./matched.ts";

test.each([
  [quantumRouter(), 24],
  [quantumRouter({ circuit: "frozen" }), 6],
  [randomCircuitRouter({ circuits: 4 }), 18],
  [linearRouter(), 6],
] as const)("what is trained of %j: %i", (router, count) => {
  expect(trainedParameters(router, { features: 2, experts: 2 })).toBe(count);
});

test.each([
  [24, 2, 2],
  [44, 13, 3],
  [1, 2, 2],
  [25, 4, 7],
])(
  "for %i parameters on %i features and %i experts: as many or more, and one unit less is fewer",
  (parameters, features, experts) => {
    const shape = { features, experts };
    const mlp = matchedMlp(parameters, shape);
    const fourier = matchedFourier(parameters, shape);
    for (const router of [mlp, fourier]) expect(trainedParameters(router, shape)).toBeGreaterThanOrEqual(parameters);
    if (mlp.kind === "mlp" && mlp.hidden > 1) {
      expect(trainedParameters({ ...mlp, hidden: mlp.hidden - 1 }, shape)).toBeLessThan(parameters);
    }
    if (fourier.kind === "randomFourier" && fourier.size > 1) {
      expect(trainedParameters({ ...fourier, size: fourier.size - 1 }, shape)).toBeLessThan(parameters);
    }
  },
);
