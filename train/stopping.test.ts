import { expect, test } from "vitest";
import { fold, keyOf } from "../core/index.ts";
import { dataset, moons, pickRows } from "../data/index.ts";
import { splitRows } from "../data/split.ts";
import { linearExpert, linearRouter, mixture, mlpRouter } from "../moe/index.ts";
import { evaluate, fit } from "./index.ts";
import { openStopping } from "./stopping.ts";

const options = { share: 0.2, patience: 2, minDelta: 0.1, restore: true };

/** The epoch, counted from 1, after which it ends, and the parameters then. */
function follow(losses: readonly number[], changes: object = {}): [ended: number, restored: number] {
  const stopping = openStopping({ ...options, ...changes });
  const params = new Float64Array(1);
  for (let epoch = 1; epoch <= losses.length; epoch++) {
    params[0] = epoch;
    if (!stopping.endsAfter(losses[epoch - 1]!, params) && epoch < losses.length) continue;
    stopping.restoreInto(params);
    return [epoch, params[0]];
  }
  throw new Error("no losses");
}

test.each<[readonly number[], object, [number, number]]>([
  [[3, 2, 1, 1.5, 1.2, 0.5], {}, [5, 3]],
  [[3, 2.95, 2.91, 1], {}, [3, 1]],
  [[3, 2.95, 2.91, 1], { minDelta: 0 }, [4, 4]],
  [[3, 4, 2, 5, 5, 5], {}, [5, 3]],
  [[3, 4, 5], { patience: 1 }, [2, 1]],
  [[3, 4, 5], { restore: false }, [3, 3]],
  [[3, 2, 4], {}, [3, 2]],
])("losses %j with %o: the last epoch, and whose parameters are kept", (losses, changes, expected) => {
  expect(follow(losses, changes)).toEqual(expected);
});

const model = mixture({ router: mlpRouter({ hidden: 8 }), experts: [linearExpert(), linearExpert()] });
// Few rows and much noise, so that the held-out loss rises again.
const noisy = moons({ samples: 60, noise: 0.6, key: 3 });

test("the parameters are those of the best epoch, bit for bit", async () => {
  const whole = { epochs: 400, learningRate: 0.1 };
  const stopped = await fit(model, noisy, { ...whole, earlyStopping: { patience: 5 } });
  const looked = stopped.history.map(({ validationLoss }) => validationLoss!);
  const best = looked.indexOf(Math.min(...looked));
  expect(looked).toHaveLength(best + 6);
  const short = await fit(model, noisy, { ...whole, epochs: best + 1, earlyStopping: { patience: 5 } });
  expect(stopped.params).toEqual(short.params);
  const last = await fit(model, noisy, { ...whole, earlyStopping: { patience: 5, restore: false } });
  expect(last.history).toEqual(stopped.history);
  expect(last.params).not.toEqual(stopped.params);
});

test("rows held out are not trained on: the scaler and the parameters are those of the others alone", async () => {
  const stopped = await fit(model, noisy, { epochs: 3, earlyStopping: { share: 0.25, restore: false } });
  const rows = splitRows(noisy, { test: 15, key: fold(keyOf(0), "validation") });
  const alone = await fit(model, pickRows(noisy, rows.train), { epochs: 3 });
  expect(stopped.params).toEqual(alone.params);
  expect(stopped.scaler).toEqual(alone.scaler);
  expect(stopped.history[2]!.validationLoss).toBeCloseTo(evaluate(alone, pickRows(noisy, rows.test)).loss, 12);
});

test("validation rows of one's own are looked at, with early stopping or without", async () => {
  const validation = moons({ samples: 150, noise: 0.6, key: 4 });
  const seen: (number | undefined)[] = [];
  const looked = await fit(model, noisy, {
    epochs: 3,
    validation,
    onProgress: ({ validationLoss }) => seen.push(validationLoss),
  });
  const plain = await fit(model, noisy, { epochs: 3 });
  expect(looked.params).toEqual(plain.params);
  expect(looked.history.map(({ validationLoss }) => validationLoss)).toEqual(seen);
  expect(seen[2]).toBeCloseTo(evaluate(plain, validation).loss, 12);
  const stopped = await fit(model, noisy, {
    epochs: 400,
    learningRate: 0.1,
    validation,
    earlyStopping: { patience: 5 },
  });
  expect(stopped.history.length).toBeLessThan(400);
  expect(stopped.history[0]!.meanLoss).toBe(
    (await fit(model, noisy, { epochs: 1, learningRate: 0.1 })).history[0]!.meanLoss,
  );
});

test("held-out rows and their options are checked", async () => {
  const validation = moons({ samples: 20 });
  await expect(fit(model, noisy, { validation, earlyStopping: { share: 0.1 } })).rejects.toThrow(
    "fit: validation and a share of rows to hold out were both given",
  );
  await expect(fit(model, noisy, { validation: { ...validation, classNames: ["a", "b"] } })).rejects.toThrow(
    'fit: validation: classes: expected "upper" as number 1',
  );
  await expect(fit(model, noisy, { earlyStopping: { share: 0.001 } })).rejects.toThrow(
    "fit: earlyStopping: share: expected one that leaves rows on both sides of the 60",
  );
  await expect(fit(model, noisy, { earlyStopping: { wait: 1 } as object })).rejects.toThrow(
    'fit: earlyStopping: options: unknown option "wait"; the options are share, patience, minDelta, restore',
  );
  const linear = mixture({ router: linearRouter(), experts: [linearExpert()] });
  const far = dataset({ ...validation, x: validation.x.map((value) => (value > 0 ? 1 : -1) * 1.7e308) });
  await expect(fit(linear, noisy, { epochs: 20, validation: far, scaling: "none" })).rejects.toThrow(
    /fit: the loss on the held-out rows became (NaN|Infinity) after epoch \d+/,
  );
});
