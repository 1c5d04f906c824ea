import type { Family } from "../family.ts";
import { familyOf } from "../family.ts";
import type { Arm } from "../results.ts";
import type { Shape, Solid } from "./glyph.ts";

/** The one visual language of all figures. Every colour is paired with a shape or a label: no fact is told by colour alone. */

/** Arial's measures are shared by Helvetica, Liberation Sans and Arimo, so a label takes the same room on every machine. */
export const FONT = "Arimo, Helvetica, Arial, 'Liberation Sans', sans-serif";

/** Pixels. Figures are made for a text column of this width. */
export const WIDTH = 760;
export const MARGIN = 16;
export const SIZE = { title: 15, subtitle: 12, label: 12, tick: 11, note: 11 } as const;

export const INK = { text: "#1b1f24", soft: "#57606a", line: "#8c959f", grid: "#e4e7eb", paper: "#ffffff" } as const;

export interface Look {
  readonly color: string;
  readonly shape: Shape;
  /** Drawn as an outline. */
  readonly ring?: boolean;
}

/** Classes: Okabe and Ito's palette, extended to ten; the order keeps neighbours apart in lightness as well as in hue. */
const CLASS_LOOKS: readonly Look[] = [
  { color: "#0072b2", shape: "circle" },
  { color: "#d9820f", shape: "square" },
  { color: "#009e73", shape: "triangle" },
  { color: "#b04a8b", shape: "diamond" },
  { color: "#4aa3d9", shape: "cross" },
  { color: "#b8420a", shape: "plus" },
  { color: "#8a7a00", shape: "down" },
  { color: "#3d3d3d", shape: "star" },
  { color: "#7a52c7", shape: "bar" },
  { color: "#a0764f", shape: "dash" },
];

/** Experts: from Tol's muted palette, none of which is a class colour; maps also carry the expert's number. */
const EXPERT_LOOKS: readonly Look[] = [
  { color: "#332288", shape: "circle" },
  { color: "#cc6677", shape: "square" },
  { color: "#999933", shape: "triangle" },
  { color: "#44aa99", shape: "diamond" },
  { color: "#882255", shape: "cross" },
  { color: "#ddaa33", shape: "plus" },
  { color: "#117733", shape: "down" },
  { color: "#77aadd", shape: "star" },
  { color: "#666666", shape: "bar" },
  { color: "#aa4499", shape: "dash" },
];

export const FAMILY_LOOKS = {
  quantum: { color: "#4b2e9e", shape: "circle" },
  linear: { color: "#848b92", shape: "square" },
  mlp: { color: "#c75b00", shape: "triangle" },
  trigonometric: { color: "#1c8fbf", shape: "down" },
  circuit: { color: "#b0408c", shape: "hexagon" },
  mixture: { color: "#00795c", shape: "pentagon" },
  radial: { color: "#8a7000", shape: "right" },
  uniform: { color: "#4d4d4d", shape: "left" },
  oracle: { color: "#a0764f", shape: "bowtie" },
} as const satisfies Readonly<Record<Family, Look & { readonly shape: Solid }>>;

export const FAMILY_NAMES = {
  quantum: "quantum circuit",
  linear: "linear",
  mlp: "MLP",
  trigonometric: "trigonometric features",
  circuit: "quantum circuit, no mixture",
  mixture: "classical mixture",
  radial: "radial basis functions",
  uniform: "equal weights",
  oracle: "oracle",
} as const satisfies Readonly<Record<Family, string>>;

/** Colour and shape of an arm: its family's. */
export function armLook({ model }: Arm): Look {
  return FAMILY_LOOKS[familyOf(model)];
}

/** The paper's printed value: always this hollow mark. */
export const PRINTED = { color: "#1b1f24", shape: "diamond" } as const satisfies Look;

/** How many classes and how many experts have a look of their own. */
export const DISTINCT = 10;

/** All classes, or experts, beyond those: they share one look that is nobody's own, so that no two are taken for one another. */
export const OTHER: Look = { color: INK.soft, shape: "square", ring: true };

/** Colour and shape of a class; beyond ten, that of all others. */
export function classLook(index: number): Look {
  return CLASS_LOOKS[index] ?? OTHER;
}

/** Colour and shape of an expert; beyond ten, that of all others. */
export function expertLook(index: number): Look {
  return EXPERT_LOOKS[index] ?? OTHER;
}
