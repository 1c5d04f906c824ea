import type { AuditArm, AuditResults, Section } from "../../audit/document.ts";
import { auditRunsOf } from "../../audit/runs-of.ts";
import { formatPlain } from "../format.ts";
import type { Drawing } from "../frame.ts";
import { type LegendItem, legend } from "../legend.ts";
import { rounded, tag } from "../markup.ts";
import { shade } from "../noise/shades.ts";
import { axisName } from "../panels.ts";
import { INK, SIZE } from "../style.ts";
import { label, textWidth } from "../text.ts";
import { columns } from "./columns.ts";
import { armsOf, shortLabel } from "./sections.ts";

const ROW = 28;
const BAR = 15;

/** The learning rates that runs chose from, in ascending order; none where nothing was chosen. */
export function ratesOf({ study, runs }: AuditResults): number[] {
  const offered = study?.experiments.flatMap(({ tuning }) => tuning?.learningRates ?? []) ?? [];
  const chosen = runs.flatMap(({ learningRate }) => learningRate ?? []);
  return chosen.length === 0 ? [] : [...new Set([...offered, ...chosen])].sort((a, b) => a - b);
}

/** How many runs of each arm on all rows chose each learning rate: whether the ends of what was offered were hit. Null where none was chosen. */
export function ratesDrawing(results: AuditResults): Drawing | null {
  const rates = ratesOf(results);
  if (rates.length === 0) return null;
  const chosenBy = (section: Section, { name }: AuditArm): number[] => {
    const own = auditRunsOf(results.runs, section, name).flatMap(({ learningRate }) => learningRate ?? []);
    return rates.map((rate) => own.filter((one) => one === rate).length);
  };
  const arms = armsOf(results.audit);
  const layout = columns(results, arms, {
    rowHeight: ROW,
    right: 8,
    foot: 38,
    column(section, area, middles) {
      const bars = arms.map((arm, i) => {
        const counts = chosenBy(section, arm);
        const total = counts.reduce((sum, count) => sum + count, 0);
        let before = 0;
        return counts
          .map((count, k) => {
            const left = area.left + (area.width * before) / total;
            const width = (area.width * count) / total;
            before += count;
            return count === 0 ? "" : segment(left, middles[i]!, width, count, look(k, rates.length));
          })
          .join("");
      });
      const name = axisName(area.left + area.width / 2, area.top + area.height + 18, "runs that chose it", area.width);
      return bars.join("") + name;
    },
  });
  const names = legend(rates.map((rate, k) => rateItem(rate, k, rates.length)));
  const told = results.audit.sections.flatMap((section) =>
    arms.map((arm) => {
      const counts = chosenBy(section, arm).map((count, k) => `${count} of ${formatPlain(rates[k]!)}`);
      return `${arm.label}, ${shortLabel(section)}: ${counts.join(", ")}`;
    }),
  );
  return {
    height: layout.height + names.height,
    body: `${layout.body}<g transform="translate(0,${layout.height})">${names.body}</g>`,
    description: `Runs by learning rate. ${told.join("; ")}`,
  };
}

interface Shade {
  readonly fill: string;
  readonly ink: string;
}

/** From light for the lowest rate to dark for the highest. */
function look(k: number, count: number): Shade {
  return shade(k, [-0.3, Math.max(1, count - 1)]);
}

function segment(x: number, middle: number, width: number, count: number, { fill, ink }: Shade): string {
  const box = tag("rect", {
    ...{ x: rounded(x), y: rounded(middle - BAR / 2), width: rounded(width), height: BAR, fill },
    stroke: INK.line,
    "stroke-width": 0.6,
  });
  const text = String(count);
  if (textWidth(text, SIZE.note) + 4 > width) return box;
  return box + label(x + width / 2, middle + 4, text, { size: SIZE.note, color: ink, anchor: "middle" });
}

function rateItem(rate: number, k: number, count: number): LegendItem {
  const end = count < 2 ? "" : k === 0 ? ", the lowest offered" : k === count - 1 ? ", the highest offered" : "";
  return {
    name: `learning rate ${formatPlain(rate)}${end}`,
    look: (x, y) =>
      tag("rect", {
        x: x - 5,
        y: y - 6,
        width: 12,
        height: 12,
        fill: look(k, count).fill,
        stroke: INK.line,
        "stroke-width": 0.6,
      }),
  };
}
