// What GitHub would run of a workflow and of those that it calls, with the conditions, matrices, inputs and outputs evaluated by its own library: node simulate.js <root> <file> <world>.
// The world is JSON: "inputs" of the call, and of each job that has steps what it ends with, { result, outputs }, by the path of jobs that leads to it; "*" stands for any leg of a matrix, and the
// last entry that fits counts. A job of which nothing is said succeeds. Prints a line for each job: its path and how it ended.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { data, Evaluator, Lexer, Parser } from "@actions/expressions";
import { parse } from "yaml";

const [root, file, text] = process.argv.slice(2);
const world = JSON.parse(text);
const asData = value => JSON.parse(JSON.stringify(value), data.reviver);
const statusFunctions = ["success", "failure", "cancelled", "always"];

// An expression with these contexts; how the jobs before ended decides what the functions of states say.
function evaluate(expression, contexts, before = []) {
  const states = { success: () => before.every(one => one === "success"), failure: () => before.includes("failure"), cancelled: () => before.includes("cancelled"), always: () => true };
  const functions = statusFunctions.map(name => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(states[name]()) }));
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const result = new Evaluator(tree, asData(contexts), new Map(functions.map(one => [one.name, one]))).evaluate();
  return JSON.parse(JSON.stringify(result, data.replacer));
}

// A text with its expressions; one that is nothing else keeps its type.
function fill(value, contexts) {
  if (typeof value !== "string") return value;
  const whole = /^\$\{\{(.*)\}\}$/s.exec(value.trim());
  if (whole && !whole[1].includes("${{")) return evaluate(whole[1].trim(), contexts);
  return value.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => String(evaluate(expression.trim(), contexts) ?? ""));
}

function holds(condition, contexts, before) {
  if (condition === undefined) return before.every(one => one === "success");
  const expression = String(condition).replace(/^\s*\$\{\{(.*)\}\}\s*$/s, "$1").trim();
  const isStated = statusFunctions.some(name => new RegExp(`\\b${name}\\(`).test(expression));
  return (isStated || before.every(one => one === "success")) && truthy(evaluate(expression, contexts, before));
}

const truthy = value => value !== false && value !== null && value !== "" && value !== 0;
const worst = results => ["failure", "cancelled"].find(one => results.includes(one)) ?? (results.every(one => one === "skipped") && results.length > 0 ? "skipped" : "success");
const sayOutputs = (outputs, contexts) => Object.fromEntries(Object.entries(outputs ?? {}).map(([name, value]) => [name, String(fill(value.value ?? value, contexts) ?? "")]));

function told(path) {
  const fits = pattern => new RegExp(`^${pattern.split("*").map(part => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*")}$`, "s").test(path);
  return Object.entries(world.jobs ?? {}).filter(([pattern]) => fits(pattern)).at(-1)?.[1] ?? {};
}

function runLeg(job, path, contexts) {
  if (job.uses) {
    const given = Object.fromEntries(Object.entries(job.with ?? {}).map(([name, value]) => [name, fill(value, contexts)]));
    return runWorkflow(job.uses.replace("./", ""), given, path + "/");
  }

  // Whatever must be found out before the first step is asked as well: an expression that fails there fails the job.
  for (const value of [job["runs-on"], job.concurrency?.group, job.environment]) fill(value, contexts);
  const { result = "success", outputs = {} } = told(path);
  console.log(`${path}: ${result}`);
  return { result, outputs };
}

function runJob(job, path, contexts) {
  if (job.strategy === undefined) return runLeg(job, path, contexts);

  const matrix = fill(job.strategy.matrix, contexts);
  const failsFast = fill(job.strategy["fail-fast"] ?? true, contexts);
  const legs = [];
  // With several at once the others have begun when one fails, and are cancelled by fail-fast: this stands for those that have not.
  for (const one of matrix.include) {
    const isStopped = truthy(failsFast) && legs.some(leg => leg.result === "failure");
    const leg = `${path}[${one.name}]`;
    if (isStopped) console.log(`${leg}: cancelled`);
    legs.push(isStopped ? { result: "cancelled", outputs: {} } : runLeg(job, leg, { ...contexts, matrix: one }));
  }
  // The outputs of a matrix are those of the leg that ended last.
  return { result: worst(legs.map(leg => leg.result)), outputs: Object.assign({}, ...legs.map(leg => leg.outputs)) };
}

function runWorkflow(path, given, prefix) {
  const workflow = parse(readFileSync(join(root, path), "utf8"));
  const declared = workflow.on.workflow_call.inputs;
  for (const name of Object.keys(given)) if (!declared[name]) throw new Error(`${path} has no input '${name}'`);
  const inputs = Object.fromEntries(Object.entries(declared).map(([name, input]) => [name, given[name] ?? input.default ?? ""]));
  const ended = {};
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const needs = Object.fromEntries([job.needs ?? []].flat().map(name => [name, ended[name]]));
    const contexts = { inputs, needs };
    ended[id] = holds(job.if, contexts, ancestors(workflow.jobs, id).map(name => ended[name].result)) ? runJob(job, prefix + id, contexts) : { result: "skipped", outputs: {} };
    if (ended[id].result === "skipped") console.log(`${prefix}${id}: skipped`);
  }
  return { result: worst(Object.values(ended).map(one => one.result)), outputs: sayOutputs(workflow.on.workflow_call.outputs, { inputs, jobs: ended }) };
}

// Everything that a job waits for, also by way of others: a function of states asks all of them.
function ancestors(jobs, id) {
  const direct = [jobs[id].needs ?? []].flat();
  return [...new Set(direct.flatMap(name => [name, ...ancestors(jobs, name)]))];
}

const { result, outputs } = runWorkflow(file, world.inputs ?? {}, "");
console.log(`workflow: ${result} ${JSON.stringify(outputs)}`);
