import { KERNELS } from "../../analysis/sections.ts";
import { formatLoss } from "../format.ts";
import { wholeTick } from "../ticks.ts";
import { KERNEL_LOOKS } from "./looks.ts";
import {
  type AnalysisPicture,
  type Series,
  seriesGlyphs,
  seriesItem,
  seriesMarks,
  singlePlot,
  tens,
  tenTick,
  wholeTicks,
} from "./picture.ts";

/** Eigenvalues shown; the rest is smaller still. */
const MOST = 30;
const LEAST = 1e-8;
/** Lines side by side, so that none hides another, and yet each mark stands at its number. */
const DODGE = 0.08;

/** Eigenvalues of the kernels, one beside the other. */
export const spectra: AnalysisPicture = {
  title: () => "How many directions each kernel uses",
  caption: ({ kernels }) =>
    `Eigenvalues of the kernels' matrices on ${kernels[0]?.spectrum.length ?? 0} rows, each over their sum, the largest first; logarithmic. A line that falls fast: the kernel sees few directions, and is simple; a flat one: it sees every row as another direction, and needs many rows to learn. What is below ${tenTick(LEAST)} is not drawn: it is rounding. The effective rank in the table is one number for each line.`,
  draw({ kernels }, document) {
    if (kernels.length === 0) return null;
    const list = kernels.map(
      ({ name, spectrum }, s): Series => ({
        name: KERNELS[name],
        look: KERNEL_LOOKS[name],
        points: spectrum
          .slice(0, MOST)
          .flatMap((y, k) => (y >= LEAST ? [{ x: k + 1 + DODGE * (s - (kernels.length - 1) / 2), y }] : [])),
      }),
    );
    const count = Math.max(2, ...list.map(({ points }) => points.length));
    const lowest = Math.min(...list.flatMap(({ points }) => points.map(({ y }) => y)), 0.1);
    return singlePlot(document, {
      x: { label: "eigenvalue, by size", domain: [0.5, count + 0.5], ticks: wholeTicks(count), tickFormat: wholeTick },
      y: {
        label: "share of the sum (logarithmic)",
        domain: [lowest / 2, 1.3],
        type: "log",
        ticks: tens(lowest / 2, 1),
        tickFormat: tenTick,
      },
      marks: list.map(seriesMarks),
      items: list.map(seriesItem),
      overlay: (plot) => list.map((one) => seriesGlyphs(one, plot)).join(""),
      description: kernels
        .map(({ name, rank, spectrum }) => {
          const first = spectrum.slice(0, 3).map((value) => formatLoss(value));
          return `${KERNELS[name]}: effective rank ${formatLoss(rank.entropy)}, largest eigenvalues ${first.join(", ")}`;
        })
        .join("; "),
    });
  },
};
