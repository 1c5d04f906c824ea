import { readdirSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { MoireError } from "../core/errors.ts";
import type { SampleCard } from "../data/index.ts";
import { generators, moons, samples } from "../data/index.ts";
import { loadRegistered, readSample, registeredNames } from "./index.ts";

const cards: [string, SampleCard][] = Object.entries(samples);
const folder = new URL("../samples/", import.meta.url);

test.each(cards)("%s is as its card says", (name, card) => {
  const data = readSample(name);
  expect(card.name).toBe(name);
  expect(data.name).toBe(name);
  expect([data.numSamples, data.numFeatures, data.numClasses]).toEqual([card.rows, card.features, card.classes]);
  for (const text of [card.title, card.source, card.licence, card.goodFor]) expect(text.length).toBeGreaterThan(2);
});

test("every shipped table has a card, and together they stay small", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".csv"));
  expect(files.toSorted()).toEqual(cards.map(([, { file }]) => file).toSorted());
  const bytes = files.reduce((total, file) => total + statSync(new URL(file, folder)).size, 0);
  expect(bytes).toBeLessThan(300_000);
});

test("the tables hold the published numbers of rows of each class", () => {
  const counts = (name: string): Record<string, number> => {
    const { y, classNames } = readSample(name);
    return Object.fromEntries(classNames.map((label, c) => [label, y.filter((one) => one === c).length]));
  };
  expect(counts("iris")).toEqual({ setosa: 50, versicolor: 50, virginica: 50 });
  expect(counts("penguins")).toEqual({ Adelie: 151, Chinstrap: 68, Gentoo: 123 });
  expect(counts("wine")).toEqual({ cultivar_0: 59, cultivar_1: 71, cultivar_2: 48 });
  expect(counts("breastCancer")).toEqual({ benign: 357, malignant: 212 });
});

test("names of generators and of tables are distinct, and each loads", () => {
  const names = registeredNames();
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual([...Object.keys(generators), ...Object.keys(samples)]);
  for (const name of names) expect(loadRegistered(name).name).toBe(name);
});

test("options go to the generator; a table has none", () => {
  expect(loadRegistered("moons", { samples: 20, noise: 0 })).toEqual(moons({ samples: 20, noise: 0 }));
  expect(() => loadRegistered("moons", { colour: 1 })).toThrow('moons: unknown option "colour"');
  expect(() => loadRegistered("iris", { samples: 3 })).toThrow(
    'data iris: expected no options, since it is a shipped table, got "samples"',
  );
});

test.each(["", "Moons", "toString", "iris.csv"])("the unknown name %j lists all choices", (name) => {
  expect(() => loadRegistered(name)).toThrow(MoireError);
  expect(() => loadRegistered(name)).toThrow(`data: expected one of ${registeredNames().join(", ")}, got`);
  expect(() => readSample(name)).toThrow(`readSample: expected one of ${Object.keys(samples).join(", ")}, got`);
});
