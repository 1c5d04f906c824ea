// docs/peers.png from the results: one panel for each workload, one row for each library.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as Plot from "@observablehq/plot";
import { newDocument, toPng } from "moire/node";
import { digits, duration, titleOf } from "./report.mjs";

const FONT = "Arimo, Helvetica, Arial, 'Liberation Sans', sans-serif";
const INK = { text: "#1b1f24", soft: "#57606a", grid: "#e4e7eb", moire: "#4b2e9e", peer: "#c75b00" };
const WIDTH = 800;
const MARGIN = 16;
const GAP = 24;
const PANEL = (WIDTH - 2 * MARGIN - GAP) / 2;
const ROW = 19;
const LABELS = 122;
const NUMBERS = 44;
const HEAD = 34;
const SHORT = {
  "PennyLane lightning.qubit": "PennyLane lightning",
  "PennyLane default.qubit": "PennyLane default",
  "PennyLane default.mixed": "PennyLane mixed",
  "PennyLane default.mixed, jax.jit": "PennyLane mixed, jit",
};

const escapeXml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function text(x, y, contents, { size = 12, fill = INK.text, bold = false, anchor = "start" } = {}) {
  const weight = bold ? ' font-weight="bold"' : "";
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}" fill="${fill}" text-anchor="${anchor}"${weight}>${escapeXml(contents)}</text>`;
}

const circle = (x, y, filled, color) =>
  `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${filled ? color : "#ffffff"}" stroke="${color}" stroke-width="1.6"/>`;

/** A whole power of ten below the smallest and above the largest ratio. */
function domainOf(groups) {
  const ratios = groups.flatMap(({ rows }) => rows.map((row) => row.ratio));
  const low = Math.min(0, Math.floor(Math.log10(Math.min(...ratios) * 0.8)));
  const high = Math.max(1, Math.ceil(Math.log10(Math.max(...ratios) * 1.05)));
  return [10 ** low, 10 ** high];
}

const tickName = (tick) => {
  if (tick >= 1e6) return `${Math.round(tick / 1e6)}M`;
  return tick >= 1e3 ? `${Math.round(tick / 1e3)}k` : String(Number(tick.toPrecision(1)));
};

function axisOf(document, domain, height) {
  const width = PANEL - LABELS - 2 * NUMBERS - 12;
  const powers = Math.round(Math.log10(domain[1] / domain[0]));
  const ticks = Array.from({ length: powers + 1 }, (_, k) => domain[0] * 10 ** k);
  const plot = Plot.plot({
    document,
    width,
    height: height + 20,
    marginLeft: 0,
    marginRight: 0,
    marginTop: 0,
    marginBottom: 20,
    x: { type: "log", domain, axis: null },
    y: { domain: [0, 1], axis: null },
    marks: [
      Plot.ruleX(ticks, { stroke: INK.grid }),
      Plot.ruleX([1], { stroke: INK.soft }),
      Plot.text(
        ticks.filter((tick) => powers < 4 || Math.round(Math.log10(tick)) % 2 === 0),
        {
          x: (tick) => tick,
          text: tickName,
          frameAnchor: "bottom",
          dy: 14,
          fontSize: 10,
          fill: INK.soft,
        },
      ),
    ],
  });
  plot.removeAttribute("class");
  plot.querySelector("style")?.remove();
  plot.setAttribute("font-family", FONT);
  // Tick labels at the two ends reach beyond the frame.
  plot.setAttribute("style", "overflow:visible");
  return { plot, at: (ratio) => plot.scale("x").apply(ratio) };
}

function panel(document, group, domain) {
  const labels = [...new Set(group.rows.map((row) => row.label))];
  const fastest = (label) => Math.min(...group.rows.filter((row) => row.label === label).map((row) => row.ratio));
  const order = labels.toSorted((a, b) => (b === "Moire") - (a === "Moire") || fastest(a) - fastest(b));
  const height = order.length * ROW;
  const { plot, at } = axisOf(document, domain, height);
  plot.setAttribute("x", String(LABELS));
  plot.setAttribute("y", String(HEAD));
  const moire = group.rows.find((row) => row.id === "moire-double");
  const time = group.kind === "training" ? duration(moire.seconds * group.total) : `${duration(moire.seconds)} a step`;
  const columns = { double: PANEL - NUMBERS - 6, single: PANEL - 2 };
  const head = [
    text(0, 11, titleOf(group), { size: 12.5, bold: true }),
    text(0, 27, `Moire: ${time}`, { size: 11, fill: INK.soft }),
    text(columns.double, 27, "double", { size: 10.5, fill: INK.soft, anchor: "end" }),
    text(columns.single, 27, "single", { size: 10.5, fill: INK.soft, anchor: "end" }),
  ];
  const rows = order.map((label, i) => {
    const y = HEAD + (i + 0.5) * ROW;
    const own = group.rows.filter((row) => row.label === label);
    const color = label === "Moire" ? INK.moire : INK.peer;
    const parts = own.map((row) => {
      const faster = row.peer !== "moire" && row.ratio < 1;
      const shown = row.extrapolated ? `~${digits(row.ratio)}` : digits(row.ratio);
      const number = text(columns[row.precision], y + 4, shown, {
        size: 11.5,
        anchor: "end",
        bold: faster,
        fill: label === "Moire" ? INK.moire : INK.text,
      });
      return number + circle(LABELS + at(row.ratio), y, row.precision === "double", color);
    });
    return text(0, y + 4, SHORT[label] ?? label, { size: 11.5, bold: label === "Moire" }) + parts.reverse().join("");
  });
  const markup = plot.outerHTML.replaceAll("&nbsp;", "&#160;").replace(/ aria-label="[^"]*"/g, "");
  return { height: HEAD + height + 20, markup: head.join("") + markup + rows.join("") };
}

function drawing({ groups, threads, cpu }) {
  const document = newDocument();
  const domain = domainOf(groups);
  const panels = groups.map((group) => panel(document, group, domain));
  const title = "How many times slower than Moire on the same work";
  const conditions = `${cpu}, ${threads === 1 ? "one thread" : `${threads} threads`}. Filled: double precision; hollow: single (trainings: against Moire's double).`;
  const signs = "Logarithmic. Left of 1 and in bold: faster than Moire. ~: extrapolated.";
  let body = "";
  let top = 82;
  for (let i = 0; i < panels.length; i += 2) {
    const pair = panels.slice(i, i + 2);
    pair.forEach(({ markup }, k) => {
      body += `<g transform="translate(${MARGIN + k * (PANEL + GAP)},${top})">${markup}</g>`;
    });
    top += Math.max(...pair.map(({ height }) => height)) + 18;
  }
  const head =
    text(MARGIN, 28, title, { size: 16, bold: true }) +
    text(MARGIN, 47, conditions, { size: 11.5, fill: INK.soft }) +
    text(MARGIN, 63, signs, { size: 11.5, fill: INK.soft });
  const label = escapeXml(`${title}. ${conditions} ${signs}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" viewBox="0 0 ${WIDTH} ${top}" role="img" aria-label="${label}" font-family="${FONT}"><rect width="${WIDTH}" height="${top}" fill="#ffffff"/>${head}${body}</svg>`;
}

export function writeFigure(results, folder) {
  const svg = drawing(results);
  writeFileSync(join(folder, "peers.png"), toPng(svg, 2 * WIDTH));
}
