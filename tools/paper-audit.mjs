// Makes docs/paper-audit.md and its pictures: the paper's claims, audited on Two Moons. After `npm run build`: node tools/paper-audit.mjs [RESULTS.json of an audit that was made]
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fit, linearExpert, mixture, moons, quantumRouter, split } from "../dist/index.mjs";
import { newDocument, toPng } from "../dist/node/index.mjs";
import {
  analyse,
  analysisFigures,
  analysisText,
  auditFigures,
  auditMarkdown,
  checkAudit,
} from "../dist/study/index.mjs";

const FOLDER = "paper-audit";
const document = newDocument();

/** The results of `moire audit` at its defaults. */
function audited() {
  const [given] = process.argv.slice(2);
  if (given !== undefined) return readFileSync(given, "utf8");
  const folder = mkdtempSync(join(tmpdir(), "moire-paper-"));
  const stdio = ["ignore", "ignore", "inherit"];
  execFileSync(process.execPath, ["dist/cli/main.mjs", "audit", "--out", join(folder, "audit")], { stdio });
  const text = readFileSync(join(folder, "audit/results.json"), "utf8");
  rmSync(folder, { recursive: true });
  return text;
}

/** One router trained as those of the audit are, on rows of its own, and what it is made of. */
async function oneRouter() {
  const rows = split(moons({ samples: 2500, noise: 0.1, key: 0 }), { test: 2000, key: 0 });
  const model = mixture({ router: quantumRouter(), experts: [linearExpert(), linearExpert()] });
  const fitted = await fit(model, rows.train, { epochs: 30, batchSize: 32, learningRate: 0.1, key: 0 });
  return analyse(fitted, rows, { title: "One router of the audit" });
}

/** The parts of an analysis with these headings, as printed. */
function partsOf(analysis, headings) {
  const parts = analysisText(analysis).trimEnd().split("\n\n");
  const starts = parts.flatMap((part, i) => (/^\S/.test(part) ? [i] : []));
  return headings
    .map((heading) => {
      const start = parts.findIndex((part) => part.startsWith(heading));
      const end = starts.find((at) => at > start) ?? parts.length;
      return parts.slice(start, end).join("\n\n");
    })
    .join("\n\n");
}

const results = checkAudit(JSON.parse(audited()));
const analysis = await oneRouter();
const drawn = {
  ...Object.fromEntries(auditFigures(results, { document })),
  terms: analysisFigures(analysis, document).terms,
};
rmSync(`docs/${FOLDER}`, { recursive: true, force: true });
mkdirSync(`docs/${FOLDER}`);
for (const [name, svg] of Object.entries(drawn)) writeFileSync(`docs/${FOLDER}/${name}.png`, toPng(svg, 1140));
const figures = Object.fromEntries(Object.keys(drawn).map((name) => [name, `${FOLDER}/${name}.png`]));

const preface = [
  "The claims are those of Heddad and Bouanane, [arXiv 2512.22296](https://arxiv.org/abs/2512.22296), put so that runs can support or refute them. [How to read an audit](audit.md) says what is run and why.",
  "This page and its pictures are made by `node tools/paper-audit.mjs` and follow from the runs; no word of it is written by hand after them.",
].join("\n\n");
const twin = [
  "## One trained router, and what it is made of",
  "The router of the paper, trained once on 500 rows scaled to [0, π], with 2,000 rows held out (learning rate .1, key 0): one model, an illustration. [Analysis](analysis.md) and [the twin](twin.md) say what is measured.",
  `\`\`\`text\n${partsOf(analysis, ["Could a classical router", "Which terms"])}\n\`\`\``,
  `![Which terms interference makes](${FOLDER}/terms.png)`,
].join("\n\n");
const page = auditMarkdown(results, { figures, preface });
writeFileSync("docs/paper-audit.md", page.replace("\n## What was done\n", `\n${twin}\n\n## What was done\n`));
