// One peer in its own process: a request is a line of JSON, and so is its answer.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const THREAD_VARIABLES = [
  "OMP_NUM_THREADS",
  "MKL_NUM_THREADS",
  "OPENBLAS_NUM_THREADS",
  "NUMEXPR_NUM_THREADS",
  "VECLIB_MAXIMUM_THREADS",
  "NPROC",
];
/** These would choose OpenBLAS kernels for another machine. */
const UNSET = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "NVPL_BLAS_DEBUG_CPU_TYPE"];

const children = new Set();

/** Ends every peer: they hold memory and a core. */
export function endChildren() {
  for (const child of children) child.kill("SIGKILL");
}

/** The last `threads` CPUs that this process may use, or none where the machine cannot tell or bind. */
export function cpusFor(threads) {
  if (process.platform !== "linux" || !existsSync("/usr/bin/taskset")) return [];
  const list = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "";
  const cpus = list.split(",").flatMap((range) => {
    const [first, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, k) => first + k);
  });
  return cpus.slice(-threads);
}

/** Starts an entry. Returns `ask(request)`, which fails where the peer says so or ends, and `end()`. */
export function startPeer(entry, { python, threads }) {
  const command = entry.file.endsWith(".py")
    ? [python, entry.file, "--entry", entry.id, "--threads", String(threads)]
    : [process.execPath, entry.file, entry.precision];
  const cpus = cpusFor(threads);
  const [program, ...args] = cpus.length > 0 ? ["/usr/bin/taskset", "-c", cpus.join(","), ...command] : command;
  const env = { ...process.env, JAX_PLATFORMS: "cpu", CUDA_VISIBLE_DEVICES: "", PYTHONDONTWRITEBYTECODE: "1" };
  for (const name of UNSET) delete env[name];
  for (const name of THREAD_VARIABLES) env[name] = String(threads);
  const child = spawn(program, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  children.add(child);
  let complaints = "";
  child.stderr.on("data", (text) => {
    complaints = `${complaints}${text}`.slice(-4000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let failure = null;
  child.on("error", (error) => {
    failure = error.message;
  });
  child.on("exit", () => children.delete(child));
  child.stdin.on("error", () => {});

  const ask = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) {
      throw new Error(`${entry.id}: the process ended during "${request.op}". ${failure ?? ""}\n${complaints}`);
    }
    const answer = JSON.parse(value);
    if (answer.error !== undefined) {
      throw new Error(`${entry.id}: "${request.op}" failed: ${answer.error}\n${complaints}`);
    }
    return answer;
  };
  return { entry, ask, end: () => child.stdin.end() };
}
