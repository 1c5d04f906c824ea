import { test } from "vitest";
import { reproduceSpec } from "/work/main/study/specs/reproduce.ts";
import { noiseSpec } from "/work/main/study/specs/noise.ts";
import { runTask } from "/work/main/study/run.ts";
const cpu=()=>{const u=process.cpuUsage(); return (u.user+u.system)/1000;};
test("speed", async () => {
  const spec = process.env.SPEC==="noise"? noiseSpec({ seeds: 2 }) : reproduceSpec({ phases: ["3b"], seeds: 2 });
  for (const e of spec.experiments) for (const {name} of e.arms) {
    if (process.env.ONLY && !new RegExp(process.env.ONLY).test(e.name+" "+name)) continue;
    const experiment = process.env.NOCOND ? {...e, conditions: []} : e;
    const t=[]; const n=Number(process.env.N??5);
    for (let seed=0; seed<n; seed++) { const a=cpu(); let r; try { r = await runTask({experiment, arm:name, seed, key:0}, null);} catch(e) { console.log(name, String(e)); break; } t.push((cpu()-a).toFixed(0)+" "+r.run.metric); }
    console.log(experiment.name, name, t.join(" | "));
  }
}, 600000);
