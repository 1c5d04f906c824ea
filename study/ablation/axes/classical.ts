import { linearRouter, trigonometricRouter } from "../../../moe/routers/index.ts";
import { matchedFourier, matchedMlp, trainedParameters } from "../../specs/matched.ts";
import { switched } from "./axis.ts";

/** What the base router is called among the classical ones. */
export const BASE = "Quantum, as it is";

/** The controls without a circuit, which the pictures of all other axes show, too. */
export const classical = switched({
  title: "Classical routers in its place",
  help: "linear, MLP and random Fourier features of as many parameters, products of cosines and sines (always part of it)",
  scale: "rows",
  unit: "",
  meaning:
    "Routers without a circuit: a linear one; the smallest MLP and the fewest random Fourier features with at least as many trained parameters as the base router; and the functions that angle embedding can form, products of 1, cosine and sine of each input, or of 1 and cosine alone, with free coefficients.",
  points: (base) => {
    const size = trainedParameters(base.subject, base);
    return [
      { value: BASE, router: base.subject },
      { value: "Linear", router: linearRouter() },
      { value: "MLP, as many parameters", router: matchedMlp(size, base) },
      { value: "Random Fourier features", router: matchedFourier(size, base) },
      { value: "Trigonometric products", router: trigonometricRouter() },
      { value: "Cosine products", router: trigonometricRouter({ terms: "cosine" }) },
    ];
  },
});
