import { rounded, tag } from "./markup.ts";

/** Marks that stay apart in black and white. */
export type Shape = Solid | "cross" | "plus" | "star" | "bar" | "dash";

/** Those that can be filled, or hollow: what tells what is decided from what is not. */
export type Solid =
  | "circle"
  | "square"
  | "triangle"
  | "diamond"
  | "down"
  | "left"
  | "right"
  | "pentagon"
  | "hexagon"
  | "bowtie";

export type Point = readonly [x: number, y: number];

interface Outline {
  /** The mark about (x, y) with radius r: path data relative to a first M. */
  path(x: number, y: number, r: number): string;
  /** Drawn as lines rather than filled. */
  readonly lines: boolean;
}

const n = rounded;

/** Sizes are chosen so that all shapes have about the same area. */
const outlines: Readonly<Record<Shape, Outline>> = {
  circle: {
    path: (x, y, r) => `M${n(x - r)},${n(y)}a${n(r)},${n(r)} 0 1,1 ${n(2 * r)},0a${n(r)},${n(r)} 0 1,1 ${n(-2 * r)},0z`,
    lines: false,
  },
  square: {
    path: (x, y, r) => polygon(x, y, r * 0.89, [-1, -1, 1, -1, 1, 1, -1, 1]),
    lines: false,
  },
  triangle: { path: (x, y, r) => polygon(x, y, r * 1.2, [0, -1, 0.95, 0.75, -0.95, 0.75]), lines: false },
  diamond: { path: (x, y, r) => polygon(x, y, r * 1.25, [0, -1, 1, 0, 0, 1, -1, 0]), lines: false },
  down: { path: (x, y, r) => polygon(x, y, r * 1.2, [0, 1, 0.95, -0.75, -0.95, -0.75]), lines: false },
  left: { path: (x, y, r) => polygon(x, y, r * 1.2, [-1, 0, 0.75, 0.95, 0.75, -0.95]), lines: false },
  right: { path: (x, y, r) => polygon(x, y, r * 1.2, [1, 0, -0.75, 0.95, -0.75, -0.95]), lines: false },
  pentagon: {
    path: (x, y, r) => polygon(x, y, r * 1.15, [0, -1, 0.95, -0.31, 0.59, 0.81, -0.59, 0.81, -0.95, -0.31]),
    lines: false,
  },
  hexagon: {
    path: (x, y, r) => polygon(x, y, r * 1.1, [0, -1, 0.87, -0.5, 0.87, 0.5, 0, 1, -0.87, 0.5, -0.87, -0.5]),
    lines: false,
  },
  bowtie: { path: (x, y, r) => polygon(x, y, r * 1.15, [-1, -0.85, 1, 0.85, 1, -0.85, -1, 0.85]), lines: false },
  cross: { path: (x, y, r) => strokes(x, y, r * 0.9, [-1, -1, 1, 1, -1, 1, 1, -1]), lines: true },
  plus: { path: (x, y, r) => strokes(x, y, r * 1.15, [0, -1, 0, 1, -1, 0, 1, 0]), lines: true },
  star: {
    path: (x, y, r) => strokes(x, y, r * 1.1, [0, -1, 0, 1, -0.87, -0.5, 0.87, 0.5, -0.87, 0.5, 0.87, -0.5]),
    lines: true,
  },
  bar: { path: (x, y, r) => strokes(x, y, r * 1.2, [0, -1, 0, 1]), lines: true },
  dash: { path: (x, y, r) => strokes(x, y, r * 1.2, [-1, 0, 1, 0]), lines: true },
};

function polygon(x: number, y: number, r: number, corners: readonly number[]): string {
  let path = `M${n(x + corners[0]! * r)},${n(y + corners[1]! * r)}`;
  for (let i = 2; i < corners.length; i += 2) {
    path += `l${n((corners[i]! - corners[i - 2]!) * r)},${n((corners[i + 1]! - corners[i - 1]!) * r)}`;
  }
  return `${path}z`;
}

function strokes(x: number, y: number, r: number, ends: readonly number[]): string {
  let path = "";
  for (let i = 0; i < ends.length; i += 4) {
    path += `M${n(x + ends[i]! * r)},${n(y + ends[i + 1]! * r)}`;
    path += `l${n((ends[i + 2]! - ends[i]!) * r)},${n((ends[i + 3]! - ends[i + 1]!) * r)}`;
  }
  return path;
}

export interface GlyphOptions {
  readonly shape: Shape;
  readonly radius: number;
  readonly color: string;
  /** Outline only, with paper inside. */
  readonly hollow?: boolean;
  /** Outline only, with what is below seen through it. */
  readonly ring?: boolean;
  readonly opacity?: number;
  /** Colour of a thin rim that keeps overlapping marks apart. */
  readonly rim?: string;
}

/** Marks at many points as one path element, so that hundreds of points stay small. Empty when there are no points. */
export function glyphs(points: readonly Point[], options: GlyphOptions): string {
  if (points.length === 0) return "";
  const { shape, radius, color, hollow = false, ring = false, opacity = 1, rim } = options;
  const faded = opacity < 1 ? { opacity } : {};
  if ((shape === "circle" || shape === "square") && !hollow && !ring && rim === undefined) {
    // A line of no length with round caps is a disc, with square caps a square, in a third of the characters.
    const d = points.map(([x, y]) => `M${n(x)},${n(y)}h0`).join("");
    const width = n(2 * radius * (shape === "square" ? 0.89 : 1));
    const cap = shape === "square" ? "square" : "round";
    return tag("path", { d, stroke: color, "stroke-width": width, "stroke-linecap": cap, fill: "none", ...faded });
  }
  const { path, lines } = outlines[shape];
  const d = points.map(([x, y]) => path(x, y, radius)).join("");
  if (lines)
    return tag("path", { d, stroke: color, "stroke-width": n(Math.max(1.2, radius * 0.6)), fill: "none", ...faded });
  if (ring) return tag("path", { d, stroke: color, "stroke-width": 1.3, fill: "none", ...faded });
  if (hollow) return tag("path", { d, stroke: color, "stroke-width": 1.6, fill: "#ffffff", ...faded });
  return tag("path", { d, fill: color, ...(rim === undefined ? {} : { stroke: rim, "stroke-width": 0.6 }), ...faded });
}
