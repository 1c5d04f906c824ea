import { formatShare } from "../format.ts";
import { rounded, tag } from "../markup.ts";
import { INK, MARGIN, SIZE } from "../style.ts";
import { label, textWidth } from "../text.ts";

/** From light for the lowest to dark for the highest: the order stays in black and white. */
const LIGHT = [0xf4, 0xf1, 0xfb] as const;
const MIDDLE = [0x9d, 0x8c, 0xd6] as const;
const DARK = [0x2b, 0x17, 0x66] as const;

/** The colour of a value within a range, and the ink that is read on it. */
export function shade(
  value: number,
  [low, high]: readonly [number, number],
): { readonly fill: string; readonly ink: string } {
  const t = high > low ? (value - low) / (high - low) : 1;
  const [from, to, part] = t < 0.5 ? [LIGHT, MIDDLE, 2 * t] : [MIDDLE, DARK, 2 * t - 1];
  const mixed = from.map((one, i) => Math.round(one + (to[i]! - one) * part));
  return { fill: `rgb(${mixed.join(",")})`, ink: t > 0.55 ? INK.paper : INK.text };
}

const STEPS = 30;
const LENGTH = 180;

/** The scale of the colours with its two ends. */
export function scaleBar(
  range: readonly [number, number],
  name: string,
): { readonly body: string; readonly height: number } {
  const text = { size: SIZE.note, color: INK.soft } as const;
  const ends = range.map(formatShare) as [string, string];
  const first = MARGIN + textWidth(name, SIZE.note) + 24;
  const left = first + textWidth(ends[0], SIZE.note) + 10;
  const steps = Array.from({ length: STEPS }, (_, k) => {
    const at = range[0] + ((range[1] - range[0]) * k) / (STEPS - 1);
    const x = rounded(left + (LENGTH * k) / STEPS);
    return tag("rect", { x, y: 3, width: rounded(LENGTH / STEPS + 0.4), height: 11, fill: shade(at, range).fill });
  });
  return {
    body:
      label(MARGIN, 12, name, text) +
      label(first, 12, ends[0], text) +
      steps.join("") +
      label(left + LENGTH + 6, 12, ends[1], text),
    height: 22,
  };
}
