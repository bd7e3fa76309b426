// What every task for Azure Pipelines does: hands its inputs to the script that the actions for GitHub run as well, and turns what that tells into logging commands of the agent. Inputs
// travel in variables and become arguments there: no shell reads what stands in them.
"use strict";
const { spawn, spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { createInterface } = require("node:readline");
const tl = require("azure-pipelines-task-lib/task");

const description = path.join(__dirname, "task.json");
const task = JSON.parse(fs.readFileSync(description, "utf8"));
const target = task.name.replace(/^Hopguard/, "");
const work = fs.mkdtempSync(path.join(tl.getVariable("Agent.TempDirectory") || require("node:os").tmpdir(), "hopguard-"));
const host = path.join(work, "host");
// The program writes its outputs and its summary where a runner of GitHub would read them.
const files = { prepared: path.join(work, "prepared"), outputs: path.join(work, "outputs"), summary: path.join(work, `${target}.md`) };

// Of what the program prints, the agent is to obey these and nothing else: lines may quote what a plan, a container or a stranger wrote.
const obeyed = /^##(?:vso\[task\.(?:logissue|setprogress|uploadsummary)[ \]]|\[(?:group|endgroup)\])/;
const upload = /^##vso\[task\.uploadsummary[ \]]/;

let child;
let interrupted;

const kebab = name => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

/** What the input says; how an expression of a template writes a boolean is no matter. */
function valueOf(input) {
  const value = tl.getInput(input.name) ?? "";
  return input.type === "boolean" ? value.toLowerCase() : value;
}

function variablesOf(inputs) {
  const variables = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^HOPGUARD_(INPUT|ACTION)_/.test(name)));
  const given = Object.fromEntries(inputs.filter(([input]) => input.name !== "summary").map(([input, value]) => [`HOPGUARD_INPUT_${kebab(input.name).replaceAll("-", "_").toUpperCase()}`, value]));
  return {
    ...variables,
    ...given,
    HOPGUARD_INPUT_TARGET: target,
    RUNNER_TOOL_CACHE: tl.getVariable("Agent.ToolsDirectory") ?? "",
    // What is uploaded is read after the task has ended, when the next one may write a file of the same name.
    AGENT_TEMPDIRECTORY: work,
    GITHUB_STEP_SUMMARY: files.summary,
  };
}

/** The secrets that inputs name, masked before anything is printed: the agent knows its own, but not what stands in a file. */
function mask(inputs) {
  for (const [, reference] of inputs.filter(([input]) => input.name.endsWith("Secret"))) {
    try {
      const secret = reference.startsWith("env:") ? process.env[reference.slice(4)] : reference.startsWith("file:") ? fs.readFileSync(reference.slice(5), "utf8") : "";
      for (const line of (secret ?? "").split(/\r?\n/).filter(line => line.trim())) tl.setSecret(line);
    } catch {
      // The program says what cannot be read.
    }
  }
}

function shown(line, withSummary) {
  if (upload.test(line) && !withSummary) return undefined;
  const head = obeyed.exec(line)?.[0] ?? "";
  return head + line.slice(head.length).replace(/##(vso)?\[/gi, "##$1 [");
}

/** Runs the script to its end and gives its exit code. */
function run(step, env, withSummary) {
  return new Promise((resolve, reject) => {
    const started = spawn("bash", [path.join(host, "tasks/action.sh"), step], { env, cwd: tl.getVariable("System.DefaultWorkingDirectory") || process.cwd(), stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    const streams = [started.stdout, started.stderr];
    for (const stream of streams)
      createInterface({ input: stream }).on("line", line => {
        const text = shown(line, withSummary);
        if (text !== undefined) console.log(text);
      });
    started.on("error", reject);
    // What a server of the build still holds open is not waited for.
    started.on("exit", () => setTimeout(() => streams.forEach(stream => stream.destroy()), 5000).unref());
    started.on("close", code => resolve(code ?? 1));
  });
}

/** Names and values of a file of outputs: `name=value`, or `name<<end` with everything up to a line that says `end`. */
function read(file) {
  const found = {};
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : [];
  while (lines.length) {
    const [, name, mark, rest] = /^([a-z-]+)(=|<<)(.*)$/.exec(lines.shift()) ?? [];
    if (mark === "=") found[name] = rest;
    else if (mark === "<<") found[name] = lines.splice(0, lines.indexOf(rest) + 1).slice(0, -1).join("\n");
  }
  return found;
}

function tell(withSummary) {
  const outputs = read(files.outputs);
  for (const { name } of task.outputVariables) tl.setVariable(name, outputs[kebab(name)] ?? "", false, true);
  if (withSummary && fs.existsSync(files.summary)) tl.uploadSummary(files.summary);
}

async function main() {
  if (process.platform !== "linux") throw tl.loc("NeedsLinux");
  const inputs = task.inputs.map(input => [input, valueOf(input)]);
  mask(inputs);
  fs.mkdirSync(host);
  const unpacked = spawnSync("tar", ["--extract", "--gzip", "--file", path.join(__dirname, "hopguard.tar.gz"), "--directory", host], { encoding: "utf8" });
  if (unpacked.status !== 0) throw tl.loc("NotStarted", unpacked.error?.message ?? unpacked.stderr);

  const env = variablesOf(inputs);
  const summary = inputs.find(([input]) => input.name === "summary")[1] || "true";
  let code = await run("prepare", { ...env, GITHUB_OUTPUT: files.prepared }, false);
  const prepared = read(files.prepared);
  if (code === 0 && prepared["needs-sdk"] === "true") throw tl.loc("NeedsSdk");
  if (code === 0 && !interrupted) {
    code = await run("run", { ...env, GITHUB_OUTPUT: files.outputs, HOPGUARD_ACTION_HOST: prepared.folder, HOPGUARD_ACTION_SUMMARY: summary }, summary === "true");
    tell(summary === "true");
  }
  if (interrupted) throw tl.loc("Interrupted", target, interrupted);
  if (code !== 0) throw tl.loc("Ended", target, code);
}

// The program ends its step, writes down where it stands and prints how to go on; the agent waits a few seconds for that.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    interrupted ??= signal;
    child?.kill(signal);
  });
tl.setResourcePath(description);
main()
  .then(() => tl.setResult(tl.TaskResult.Succeeded, "", true), failure => tl.setResult(tl.TaskResult.Failed, failure?.message ?? failure, true))
  .finally(() => fs.rmSync(host, { recursive: true, force: true }));
