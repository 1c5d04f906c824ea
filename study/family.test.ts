import { expect, test } from "vitest";
import { circuitExpert, linearExpert, mlpExpert } from "../moe/experts/index.ts";
import type { MixtureSpec } from "../moe/index.ts";
import { logisticRegression, mixture, perceptron, quantumNetwork } from "../moe/index.ts";
import {
  linearRouter,
  mlpRouter,
  quantumRouter,
  randomFourierRouter,
  rbfRouter,
  trigonometricRouter,
  uniformRouter,
} from "../moe/routers/index.ts";
import { familyOf, isQuantum } from "./family.ts";

const two = [linearExpert(), linearExpert()];
const routed = (router: MixtureSpec["router"], experts: MixtureSpec["experts"] = two) => mixture({ router, experts });

test.each([
  ["logistic regression", logisticRegression(), "linear", false],
  ["an MLP alone", perceptron(), "mlp", false],
  ["a circuit alone", quantumNetwork(), "circuit", true],
  ["a linear router", routed(linearRouter()), "linear", false],
  ["a linear router of MLPs", routed(linearRouter(), [mlpExpert(), mlpExpert()]), "mixture", false],
  ["a linear router of circuits", routed(linearRouter(), [circuitExpert(), linearExpert()]), "quantum", true],
  ["a quantum router", routed(quantumRouter()), "quantum", true],
  ["an MLP router", routed(mlpRouter()), "mlp", false],
  ["a trigonometric router", routed(trigonometricRouter({})), "trigonometric", false],
  ["random Fourier features", routed(randomFourierRouter({})), "trigonometric", false],
  ["radial basis functions", routed(rbfRouter({})), "radial", false],
  ["equal weights", routed(uniformRouter()), "uniform", false],
  ["a circuit beside one that routes", { ...routed(linearRouter()), shared: [circuitExpert()] }, "quantum", true],
] as const)("%s", (_, model, family, quantum) => {
  expect(familyOf(model)).toBe(family);
  expect(isQuantum(model)).toBe(quantum);
});
