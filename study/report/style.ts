/** The page's style sheet. Colours follow the reader's light or dark setting; figures keep their white paper. */
export const CSS = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --line: #d5dae0; --paper: #ffffff; --tint: #f4f6f8;
  --accent: #4b2e9e; --warn: #8a4b00; --warn-tint: #fff4e3; --good: #0b6b3a; --good-tint: #e7f5ed; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #a3adb8; --line: #3a424c; --paper: #14181d; --tint: #1d232a;
  --accent: #b9a6ff; --warn: #ffc278; --warn-tint: #33260f; --good: #86dcac; --good-tint: #12301f; }
  th svg { background: #ffffff; border-radius: 2px; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; }
main, header, footer { max-width: 832px; margin: 0 auto; padding: 0 20px; }
header { padding-top: 48px; }
h1 { font-size: 30px; line-height: 1.2; letter-spacing: -0.01em; margin: 4px 0 12px; }
h2 { font-size: 22px; line-height: 1.3; margin: 0 0 8px; }
h3 { font-size: 17px; line-height: 1.4; margin: 28px 0 6px; }
p, ul, dl { margin: 0 0 14px; }
p, li { max-width: 72ch; overflow-wrap: anywhere; }
h1, h2, h3, dd, tbody th, figcaption, code { overflow-wrap: anywhere; }
ul { padding-left: 22px; }
li { margin-bottom: 6px; }
li ul { margin: 6px 0 0; }
li li { margin-bottom: 2px; }
a { color: var(--accent); }
h3 a { color: inherit; text-decoration-color: var(--soft); text-underline-offset: 3px; }
.kicker { margin: 0; color: var(--soft); font-size: 14px; letter-spacing: 0.06em; text-transform: uppercase; }
.lead { font-size: 17px; color: var(--soft); }
nav ol { padding-left: 22px; margin: 12px 0 0; }
section { border-top: 1px solid var(--line); margin-top: 40px; padding-top: 32px; }
section section { border: 0; margin: 0; padding: 0; }
.badge { display: inline-block; padding: 1px 10px; border-radius: 999px; font-size: 13px; font-weight: 600; border: 1px solid currentColor; }
.badge.published { color: var(--warn); background: var(--warn-tint); }
.badge.controlled { color: var(--good); background: var(--good-tint); }
.flaws { background: var(--warn-tint); border-left: 4px solid var(--warn); padding: 14px 18px 8px; margin: 0 0 20px; }
.flaws h3 { margin-top: 0; }
.limits { border-left: 4px solid var(--line); padding-left: 16px; color: var(--soft); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px; font-size: 15px; }
.facts dt { color: var(--soft); }
.facts dd { margin: 0; }
figure { margin: 28px 0; break-inside: avoid; }
.picture { overflow-x: auto; background: #ffffff; border: 1px solid var(--line); border-radius: 6px; }
.picture svg { display: block; width: 100%; min-width: 640px; height: auto; }
figcaption { margin-top: 8px; font-size: 14px; line-height: 1.5; color: var(--soft); max-width: 84ch; }
figcaption strong, .caption strong { color: var(--ink); }
.table { overflow-x: auto; margin: 8px 0 24px; break-inside: avoid; }
table { border-collapse: collapse; width: 100%; font-size: 14px; line-height: 1.4; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: 14px; color: var(--soft); padding: 0 0 8px; }
th, td { padding: 7px 7px; text-align: right; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { vertical-align: bottom; color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--soft); }
th:first-child { text-align: left; position: sticky; left: 0; background: var(--paper); min-width: 130px; font-weight: 600; }
td small, th small { display: block; color: var(--soft); font-size: 12.5px; font-weight: 400; }
table.results td { min-width: 64px; }
table.grid td { min-width: 0; padding: 5px 4px; }
table.grid td small { font-size: 11.5px; white-space: nowrap; }
table.grid th { padding: 5px 4px; }
table.grid tbody th { font-weight: 400; }
tr.group th { padding-top: 14px; }
table.grid tr.group th { font-weight: 600; }
tr.reference td, tr.reference th { background: var(--tint); }
td.words { text-align: left; }
code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.command { display: block; background: var(--tint); border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; overflow-x: auto; white-space: pre-wrap; }
details { margin: 20px 0; font-size: 14px; }
summary { cursor: pointer; color: var(--accent); }
details table code { font-size: 12px; }
footer { padding-bottom: 64px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 560px) { body { font-size: 15px; } h1 { font-size: 25px; } h2 { font-size: 20px; } header { padding-top: 28px; }
  main, header, footer { padding-left: 14px; padding-right: 14px; } .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: 6px; } }
@media print { :root { --ink: #000; --soft: #444; --line: #bbb; --paper: #fff; --tint: #f3f3f3; --accent: #000; --warn: #6b3a00; --warn-tint: #fff; --good: #064; --good-tint: #fff; }
  body { font-size: 10.5pt; } nav { display: none; } main, header, footer { max-width: none; padding: 0; } h2, h3 { break-after: avoid; }
  .picture svg { min-width: 0; } .picture, .table { overflow: visible; } section { margin-top: 20px; padding-top: 16px; } }
`;
