import type { AnalysisPictureName } from "../figures/analysis/index.ts";
import { analysisFigures, analysisPictures } from "../figures/analysis/index.ts";
import type { AnalysisPicture } from "../figures/analysis/picture.ts";
import { escapeText } from "../figures/markup.ts";
import { CSS } from "../report/style.ts";
import type { Analysis } from "./records.ts";
import { type Section, type SectionName, sectionsOf, type Table } from "./sections.ts";

/** Which pictures belong to which section. */
const PICTURES: Readonly<Partial<Record<SectionName, readonly AnalysisPictureName[]>>> = {
  probes: ["probes"],
  experts: ["experts"],
  jacobian: ["jacobian"],
  kernels: ["spectra", "gram"],
  expressibility: ["fidelities"],
  gradients: ["gradients"],
  dimension: ["dimension"],
  terms: ["terms"],
};

/** An analysis as an HTML file that needs nothing else: style and pictures are inline, it loads nothing and runs nothing. */
export function analysisPage(
  analysis: Analysis,
  document: Document,
  drawn: Partial<Record<AnalysisPictureName, string>> = analysisFigures(analysis, document),
): string {
  const { title, versions, options } = analysis;
  const [first, ...others] = sectionsOf(analysis);
  const settings = Object.entries(options).map(([name, value]) => `${name} ${value}`);
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeText(title)}</title>\n<style>${CSS}</style>\n</head>\n<body>`,
    `<header><p class="kicker">Moire · analysis</p><h1>${escapeText(title)}</h1>`,
    ...first!.sentences.map((sentence) => `<p class="lead">${escapeText(sentence)}</p>`),
    "</header>\n<main>",
    ...others.map((section) => sectionOf(section, analysis, drawn)),
    `</main>\n<footer><p class="limits">${escapeText(
      `Measures of one model on one data set, with one key: they describe, and prove no advantage. Made by Moire ${versions.moire}, engine ${versions.engine}; ${settings.join(", ")}. What each measure means, and what it does not, is in docs/analysis.md.`,
    )}</p></footer>\n</body>\n</html>\n`,
  ].join("\n");
}

function sectionOf(
  { name, title, sentences, table }: Section,
  analysis: Analysis,
  drawn: Partial<Record<AnalysisPictureName, string>>,
): string {
  const list = sentences.map((sentence) => `<li>${escapeText(sentence)}</li>`).join("");
  const figures = (PICTURES[name] ?? []).map((picture) => figureOf(picture, analysis, drawn[picture]));
  return [
    `<section id="${name}"><h2>${escapeText(title)}</h2>\n<ul>${list}</ul>`,
    table === null ? "" : tableOf(table),
    ...figures,
    "</section>",
  ].join("\n");
}

function figureOf(name: AnalysisPictureName, analysis: Analysis, svg: string | undefined): string {
  if (svg === undefined) return "";
  const picture: AnalysisPicture = analysisPictures[name];
  const caption = `<strong>${escapeText(picture.title(analysis))}.</strong> ${escapeText(picture.caption(analysis))}`;
  return `<figure id="figure-${name}"><div class="picture">${svg}</div><figcaption>${caption.replace("?.</strong>", "?</strong>")}</figcaption></figure>`;
}

function tableOf({ heads, rows }: Table): string {
  const head = heads.map((text) => `<th scope="col">${escapeText(text)}</th>`).join("");
  const body = rows.map(([first, ...rest]) => {
    const cells = rest.map((text) => `<td>${escapeText(text)}</td>`).join("");
    return `<tr><th scope="row">${escapeText(first!)}</th>${cells}</tr>`;
  });
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}
