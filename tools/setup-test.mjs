// Makes sure that the browser tests have a Chromium. `--find` only prints where it is.
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = [
  "/usr/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];
const HOW = "Install Chromium or Chrome, or set CHROMIUM to the path of one.";

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function findChromium() {
  const { CHROMIUM, PATH = "" } = process.env;
  if (CHROMIUM) {
    if (runs(CHROMIUM)) return CHROMIUM;
    console.error(`CHROMIUM is ${CHROMIUM}, which is no program. ${HOW}`);
    process.exit(1);
  }
  const onPath = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...PLACES, ...onPath].find(runs);
}

function run(command, ...args) {
  console.log(`> ${command} ${args.join(" ")}`);
  const { status, error } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (error) console.error(error.message);
  return status === 0;
}

const found = findChromium();
if (process.argv.includes("--find")) {
  if (found) console.log(found);
  process.exit(found ? 0 : 3);
}
if (found) {
  console.log(`Browser tests use ${found}`);
  process.exit(0);
}
const debian = existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get") && process.getuid?.() === 0;
if (debian) {
  console.log("The browser tests need Chromium; installing Debian's package.");
  if (run("apt-get", "update") && run("apt-get", "install", "-y", "--no-install-recommends", "chromium")) {
    const installed = findChromium();
    if (installed) {
      console.log(`Browser tests use ${installed}`);
      process.exit(0);
    }
  }
}
console.log(`No Chromium found: the browser tests will be skipped. ${HOW}`);
if (process.env.CI && process.env.CI !== "false") {
  console.error("CI is set, where the browser tests must run.");
  process.exit(1);
}
