// Is it the quantum part? The same mixture with four routers, on ten draws of the data.
import {
  evaluate,
  fit,
  linearExpert,
  linearRouter,
  mixture,
  mlpRouter,
  moons,
  quantumRouter,
  split,
  trigonometricRouter,
} from "moire";

const routers = {
  linear: linearRouter(),
  "MLP, 16 hidden": mlpRouter({ hidden: 16 }),
  trigonometric: trigonometricRouter(),
  quantum: quantumRouter({ layers: 3 }),
};

for (const [name, router] of Object.entries(routers)) {
  const accuracies = [];
  for (let seed = 0; seed < 10; seed++) {
    const { train, test } = split(moons({ samples: 1000, noise: 0.1, key: seed }), { test: 0.5, key: seed });
    const model = mixture({ router, experts: [linearExpert(), linearExpert()] });
    const fitted = await fit(model, train, { epochs: 30, learningRate: 0.05, key: seed });
    accuracies.push(evaluate(fitted, test).accuracy);
  }
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  console.log(
    `${name.padEnd(16)} ${mean.toFixed(3)}  from ${Math.min(...accuracies).toFixed(3)} to ${Math.max(...accuracies).toFixed(3)}`,
  );
}
