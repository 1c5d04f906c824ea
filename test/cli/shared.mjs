// A process that runs one module after another, so that its start and what it has loaded are paid for once. It is sent { module, cwd, args },
// and answers { code, stdout, stderr }, as the end of a process of its own would be.
import { pathToFileURL } from "node:url";

const home = process.cwd();
let asked = 0;

// Node writes warnings past process.stderr.
process.on("warning", ({ stack }) => process.stderr.write(`${stack}\n`));

async function answer({ module, cwd, args }) {
  const said = { stdout: "", stderr: "" };
  const writes = ["stdout", "stderr"].map((name) => [name, process[name].write]);
  for (const [name] of writes) {
    process[name].write = (text, encoding, done = encoding) => {
      said[name] += typeof text === "string" ? text : Buffer.from(text).toString();
      if (typeof done === "function") process.nextTick(done);
      return true;
    };
  }
  process.chdir(cwd);
  process.argv = [process.execPath, module, ...args];
  process.exitCode = undefined;
  try {
    // The number makes it another module: it runs again, while what it imports is there.
    await import(`${pathToFileURL(module)}?${asked++}`);
  } catch (error) {
    // As Node does where nothing catches.
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.exitCode = 1;
  }
  // What was said last is still to be written.
  await new Promise((resolve) => setImmediate(resolve));
  for (const [name, write] of writes) {
    process[name].write = write;
    process[name].removeAllListeners("error");
  }
  // A folder that a process is in cannot be removed everywhere.
  process.chdir(home);
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return { code, ...said };
}

// Nobody asks any more: this process ends by itself, unless something was left open. That is an error, which the exit code tells.
process.on("disconnect", () => setTimeout(() => process.exit(3), 5000).unref());

process.on("message", async (job) => process.send(await answer(job)));
