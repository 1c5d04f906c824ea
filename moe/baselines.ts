import type { Options } from "../core/fields.ts";
import { circuitExpert, linearExpert, mlpExpert } from "./experts/index.ts";
import type { MixtureSpec } from "./mixture.ts";
import { mixture } from "./mixture.ts";
import type { mlpFields } from "./mlp.ts";
import { uniformRouter } from "./routers/index.ts";

/** Logistic regression (or linear regression): one linear expert and no routing. */
export function logisticRegression(): MixtureSpec {
  return mixture({ router: uniformRouter(), experts: [linearExpert()] });
}

/** A plain multilayer perceptron with one hidden layer of ReLU units: one such expert and no routing. Options and errors as mlpExpert. */
export function perceptron(options: Options<typeof mlpFields> = {}): MixtureSpec {
  return mixture({ router: uniformRouter(), experts: [mlpExpert(options)] });
}

/** A single circuit with a linear layer on its expectation values (a QNN): one such expert and no routing. Options and errors as circuitExpert. */
export function quantumNetwork(options: Parameters<typeof circuitExpert>[0] = {}): MixtureSpec {
  return mixture({ router: uniformRouter(), experts: [circuitExpert(options)] });
}
