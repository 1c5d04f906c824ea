// Train the paper's mixture on Two Moons and score it on rows it has not seen.
import { evaluate, fit, linearExpert, mixture, moons, quantumRouter, split } from "moire";

const { train, test } = split(moons({ samples: 1000, noise: 0.1, key: 42 }), { test: 0.3 });
const model = mixture({ router: quantumRouter({ layers: 3 }), experts: [linearExpert(), linearExpert()] });
const fitted = await fit(model, train, { epochs: 30, learningRate: 0.05 });
console.log(evaluate(fitted, test).accuracy);
