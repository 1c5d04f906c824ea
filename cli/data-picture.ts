import * as Plot from "@observablehq/plot";
import type { Dataset, ImageShape } from "../data/index.ts";
import { imageShape } from "../data/index.ts";
import type { Drawing, Plotted } from "../study/figures/frame.ts";
import { frame, plotted } from "../study/figures/frame.ts";
import type { Point } from "../study/figures/glyph.ts";
import { glyphs } from "../study/figures/glyph.ts";
import { legend, looksLegend } from "../study/figures/legend.ts";
import { rounded, tag } from "../study/figures/markup.ts";
import { axisName, sideName, stacked } from "../study/figures/panels.ts";
import { paddedRange } from "../study/figures/range.ts";
import { classLook, INK, MARGIN, SIZE, WIDTH } from "../study/figures/style.ts";
import { fitText, label } from "../study/figures/text.ts";
import { plainTick } from "../study/figures/ticks.ts";
import { principalPlane, project } from "../study/principal.ts";

/** Points drawn; more would hide one another and make large files. */
const MOST_POINTS = 2000;
/** Features beyond which principal components take too long to find. */
const MOST_FEATURES = 200;
const MOST_PIXELS = 20_000;
const HEIGHT = 440;
const TALLEST = 520;
const LEFT = MARGIN + 48;

export interface Picture {
  readonly svg: string;
  /** What it shows, in a line. */
  readonly what: string;
}

/** A picture of a data set: images where the features are pixels, else points on two features or on two principal components. */
export function picture(data: Dataset, document: Document): Picture {
  const { name, numSamples, numFeatures, numClasses } = data;
  const size = `${numSamples} rows, ${numFeatures} feature${numFeatures === 1 ? "" : "s"}, ${numClasses} classes`;
  const shape = imageShape(data.featureNames);
  if (shape !== null) {
    const { drawing, what } = images(data, shape);
    return { svg: frame(name, `${size}. ${what}.`, drawing), what };
  }
  const plane = planeOf(data);
  const shown = Math.min(numSamples, MOST_POINTS);
  const part = shown < numSamples ? `; the first ${shown} rows` : "";
  return { svg: frame(name, `${size}. ${plane.what}${part}.`, points(data, plane, shown, document)), what: plane.what };
}

/** Where each row is drawn. */
interface Plane {
  readonly what: string;
  readonly axes: readonly [string, string];
  at(sample: number): readonly [number, number];
}

function planeOf({ x, y, numSamples, numFeatures, featureNames }: Dataset): Plane {
  const row = (s: number): Float64Array => x.subarray(s * numFeatures, (s + 1) * numFeatures);
  if (numFeatures === 1) {
    return {
      what: "The only feature, and the classes one above the other",
      axes: [featureNames[0]!, "class, spread out"],
      // Multiples of the golden ratio spread evenly, without chance.
      at: (s) => [x[s]!, y[s]! + 0.6 * ((s * 0.6180339887498949) % 1) - 0.3],
    };
  }
  if (numFeatures === 2 || numFeatures > MOST_FEATURES) {
    return {
      what: numFeatures === 2 ? "The two features" : `The first two of ${numFeatures} features`,
      axes: [featureNames[0]!, featureNames[1]!],
      at: (s) => [row(s)[0]!, row(s)[1]!],
    };
  }
  const plane = principalPlane(x, numFeatures);
  const places = Array.from({ length: numSamples }, (_, s) => project(plane, row(s)));
  const varying = plane.deviation.filter((deviation) => deviation > 0).length;
  const share = (axis: 0 | 1): string => {
    const variance = places.reduce((sum, at) => sum + at[axis] * at[axis], 0) / numSamples;
    return `${Math.round((100 * variance) / Math.max(1, varying))} % of the variance`;
  };
  return {
    what: "The first two principal components of the standardised features",
    axes: [`principal component 1 (${share(0)})`, `principal component 2 (${share(1)})`],
    at: (s) => places[s]!,
  };
}

function points(data: Dataset, { axes, at }: Plane, shown: number, document: Document): Drawing {
  const { classNames } = data;
  const places = Array.from({ length: shown }, (_, s) => at(s));
  const x = paddedRange(places.map(([a]) => a));
  const y = paddedRange(places.map(([, b]) => b));
  const area = { left: LEFT, top: 6, ...sizeOf((y[1] - y[0]) / (x[1] - x[0])) };
  const ticks = { ticks: 6, tickSize: 4, color: INK.soft, label: null, tickFormat: plainTick };
  const plot = plotted(document, area, {
    x: { domain: x, axis: null },
    y: { domain: y, axis: null },
    marks: [Plot.frame({ stroke: INK.line }), Plot.axisX(ticks), ...(data.numFeatures > 1 ? [Plot.axisY(ticks)] : [])],
  });
  const [xName, yName] = axes;
  const body = [
    plot.svg,
    marksOf(places, data.y, plot),
    axisName(area.left + area.width / 2, area.top + area.height + 34, xName, area.width),
    sideName(MARGIN + 6, area.top + area.height / 2, yName, area.height),
  ].join("");
  const items = legend(looksLegend(classNames, "classes", classLook));
  const counts = classNames.map((name, c) => `${name} ${data.y.filter((one) => one === c).length}`).slice(0, 20);
  return {
    ...stacked(items, { body, height: area.top + area.height + 42 }),
    description: `Rows of each class: ${counts.join(", ")}.`,
  };
}

/** Equal units on both axes, unless one range is over twice as long as the other: its unit is then another one. */
function sizeOf(ratio: number): { readonly width: number; readonly height: number } {
  const width = WIDTH - LEFT - MARGIN;
  if (ratio < 0.5 || ratio > 2) return { width, height: HEIGHT };
  const side = Math.min(width, TALLEST / ratio);
  return { width: side, height: side * ratio };
}

/** In layers of a few rows of every class, so that no class hides the others. */
function marksOf(places: readonly (readonly [number, number])[], y: Int32Array, plot: Plotted): string {
  const layers = places.length > 200 ? 5 : 1;
  const labels = [...new Set(y)].sort((a, b) => a - b);
  let body = "";
  for (let layer = 0; layer < layers; layer++) {
    for (const one of labels) {
      const mine = places.filter((_, s) => y[s] === one && Math.floor((s * layers) / places.length) === layer);
      const drawn = mine.map(([a, b]): Point => [plot.x(a), plot.y(b)]);
      body += glyphs(drawn, { ...classLook(one), radius: places.length > 600 ? 2.2 : 3, opacity: 0.8 });
    }
  }
  return body;
}

/** The mean image of each class, then rows of it. */
function images(data: Dataset, { height, width }: ImageShape): { readonly drawing: Drawing; readonly what: string } {
  const { x, y, numFeatures, classNames } = data;
  const shown = classNames.slice(0, 20);
  const columns = Math.max(1, Math.min(11, Math.floor(MOST_PIXELS / (numFeatures * shown.length)) - 1));
  const lines = Math.max(
    1,
    Math.min(Math.floor(6 / shown.length), Math.floor(MOST_PIXELS / (numFeatures * shown.length * (columns + 1)))),
  );
  const left = MARGIN + 96;
  const gap = 6;
  const side = Math.min(46, (WIDTH - left - MARGIN) / 12 - gap);
  const scale = side / Math.max(height, width);
  const step = { x: scale * width + gap, y: scale * height + gap };
  const rows = shown.map((_, c) => Array.from(y.keys()).filter((s) => y[s] === c));
  const chosen = rows.map((list) =>
    list.slice(0, columns * lines).map((s) => x.subarray(s * numFeatures, (s + 1) * numFeatures)),
  );
  const means = rows.map((list) => {
    const mean = new Float64Array(numFeatures);
    for (const s of list) for (let p = 0; p < numFeatures; p++) mean[p]! += x[s * numFeatures + p]! / list.length;
    return mean;
  });
  const [low, high] = extremes(chosen.flat());
  const draw = (image: Float64Array, px: number, py: number): string =>
    imageAt(image, width, scale, [px, py], [low, high]);
  let body = label(left, 12, "mean", { size: SIZE.note, color: INK.soft });
  body += label(left + step.x + 14, 12, "rows of the data", { size: SIZE.note, color: INK.soft });
  let top = 20;
  shown.forEach((name, c) => {
    body += label(MARGIN, top + step.y / 2 - 4, fitText(name, 88, SIZE.label), { bold: true });
    const count = `${rows[c]!.length} rows`;
    body += label(MARGIN, top + step.y / 2 + 11, count, { size: SIZE.note, color: INK.soft });
    if (rows[c]!.length > 0) body += draw(means[c]!, left, top);
    chosen[c]!.forEach((image, i) => {
      body += draw(image, left + 14 + (1 + (i % columns)) * step.x, top + Math.floor(i / columns) * step.y);
    });
    top += lines * step.y + (lines > 1 ? 12 : 2);
  });
  const what = `Images of ${height} x ${width} pixels, dark where values are high: the mean of each class, then some of its rows`;
  const description = `Values from ${plainTick(low)} to ${plainTick(high)}.`;
  return { drawing: { height: top, body, description }, what };
}

/** One image with its top left corner at a place, values from low (paper) to high (ink). */
function imageAt(
  image: Float64Array,
  width: number,
  scale: number,
  [left, top]: Point,
  [low, high]: readonly [number, number],
): string {
  const height = image.length / width;
  let body = "";
  image.forEach((value, p) => {
    const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0;
    const [x, y] = [left + (p % width) * scale, top + Math.floor(p / width) * scale];
    // A little larger than a pixel, so that no paper shines through between two.
    const box = { x: rounded(x), y: rounded(y), width: rounded(scale + 0.3), height: rounded(scale + 0.3) };
    body += tag("rect", { ...box, fill: grey(share) });
  });
  const edge = { x: rounded(left), y: rounded(top), width: rounded(width * scale), height: rounded(height * scale) };
  return body + tag("rect", { ...edge, fill: "none", stroke: INK.line, "stroke-width": 0.8 });
}

/** From paper to ink. */
function grey(share: number): string {
  const part = (ink: number): string =>
    Math.round(255 - share * (255 - ink))
      .toString(16)
      .padStart(2, "0");
  return `#${part(0x1b)}${part(0x1f)}${part(0x24)}`;
}

function extremes(list: readonly Float64Array[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const image of list) {
    for (const value of image) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}
