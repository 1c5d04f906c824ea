import type { Axis, Base, Line, Subject } from "./axis.ts";
import { varied, wiresOf, withOwn } from "./axis.ts";

const STRENGTHS = [0, 0.25, 0.5, 0.75, 1];
const FEW = [0, 0.5, 1];
const DEPTHS = [1, 2, 3, 4];

/** Density matrices of more wires than this take minutes. */
const MOST_WIRES = 8;

const CHANNELS = ["dephasing", "depolarizing"] as const;

/** When the dial is turned. */
const WHEN = ["trained with", "afterwards:"] as const;

const noDensity = (base: Base): string | null =>
  wiresOf(base) <= MOST_WIRES ? null : `channels on more than ${MOST_WIRES} wires take too long`;

/** Depths at which the dial is turned: 1 to 4 and the subject's own. */
export function depthsOf({ layers }: Subject): number[] {
  return withOwn(DEPTHS, layers);
}

/** `3 layers`. */
export function layered(layers: number): string {
  return `${layers} ${layers === 1 ? "layer" : "layers"}`;
}

/** The dial at one place of one router: by either channel, while it is trained and put into the trained model. */
function linesAt(panel: string, router: Subject, strengths: readonly number[], dialAt: Subject["dialAt"]): Line[] {
  return WHEN.flatMap((when) =>
    CHANNELS.map((dialBy): Line => {
      const label = `${when} ${dialBy}`;
      return {
        panel,
        label,
        reference: router,
        ...(dialBy === "dephasing" ? { beside: `${when} depolarizing` } : {}),
        points: strengths.map((dial) => {
          if (dial === 0) return { value: 0, router };
          const turned = { dial, dialAt, dialBy };
          return when === "trained with"
            ? { value: dial, router: varied(router, turned) }
            : { value: dial, router, after: turned };
        }),
      };
    }),
  );
}

const DEPOLARIZING =
  "The control is depolarizing with the same probability of an error, half the dial, which shrinks everything instead of coherences alone. Trained with: the channels are there from the first step on. Afterwards: they are put into the model that was trained without them.";

/** The interference dial at several depths. */
export const dial: Axis = {
  title: "Interference dial",
  help: "dephasing after the embedding and between layers from 0 to 1, at depths 1 to 4, trained and afterwards, beside depolarizing",
  scale: "linear",
  unit: "dial (0: as it is, 1: no interference)",
  meaning: `How much of the coherences is taken away by dephasing after the embedding and between layers; populations stay. 0 is the router as it is. At 1, with angles about X or Y on two wires, one upload and ring entanglement, all sines are gone, and each expectation value is one product of cosines of inputs with a trained factor. ${DEPOLARIZING} Every point is compared with the router of its own depth without a dial.`,
  obstacle: noDensity,
  lines: ({ subject }) =>
    depthsOf(subject).flatMap((layers) => linesAt(layered(layers), varied(subject, { layers }), STRENGTHS, "both")),
};

/** The dial at the subject's depth, place by place. */
export const place: Axis = {
  title: "Interference dial, place by place",
  help: "the dial after the embedding alone, between layers alone, and at both",
  scale: "linear",
  unit: "dial (0: as it is, 1: no interference)",
  meaning: `Where coherences are taken away, at the depth of the base router. After the embedding alone, at 1, sines of inputs are gone and cosines stay; between layers alone the inputs keep their sines. ${DEPOLARIZING}`,
  obstacle: (base) =>
    base.subject.layers * base.subject.uploads > 1 ? noDensity(base) : "one layer has nothing between layers",
  lines: ({ subject }) => [
    ...linesAt("Embedding and layers", subject, FEW, "both"),
    ...linesAt("After the embedding alone", subject, FEW, "embedding"),
    ...linesAt("Between layers alone", subject, FEW, "layers"),
  ],
};
