// What the language service for Azure Pipelines says about pipelines and templates: node check.js <packages> <root> <file>... prints a line for each finding, and nothing where all is well.
"use strict";
const { readdirSync, readFileSync, existsSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join } = require("node:path");

const [packages, root, ...files] = process.argv.slice(2);
const of = createRequire(join(packages, "package.json"));
const { getLanguageService } = of("azure-pipelines-language-service");
const { parse: parseYaml } = of("azure-pipelines-language-service/lib/parser/yamlParser");
const { TextDocument } = of("vscode-languageserver-types");
const { parse } = of("yaml");

const tasks = readdirSync(join(root, "tasks")).map(name => join(root, "tasks", name, "task.json")).filter(existsSync).map(file => JSON.parse(readFileSync(file, "utf8")));
const schema = require("./pipeline-schema.js")(tasks);
const service = getLanguageService(async () => schema, [], async () => "file:///pipeline-schema", { resolveRelativePath: path => path });
service.configure({ validate: true, schemas: [] });
// The service tells of its own doings there.
const say = console.log;
console.log = () => {};

// Which task a template means is known only once its parameters are.
const concrete = text => text.replaceAll("${{ parameters.application }}", "Cvat");

function templatesIn(node) {
  if (Array.isArray(node)) return node.flatMap(templatesIn);
  if (node === null || typeof node !== "object") return [];
  const own = typeof node.template === "string" ? [node] : [];
  return [...own, ...Object.values(node).flatMap(templatesIn)];
}

// The service does not read templates: whether they are there, and take what they are given, is looked up.
function callsOf(text) {
  const pipeline = parse(text);
  const aliases = (pipeline.resources?.repositories ?? []).map(one => one.repository);
  return templatesIn(pipeline).flatMap(({ template, parameters = {} }) => {
    const [path, alias] = template.split("@");
    if (!existsSync(join(root, path))) return [`template '${template}' is not there`];
    if (alias !== undefined && !aliases.includes(alias)) return [`template '${template}' is of no resource`];
    const known = parse(readFileSync(join(root, path), "utf8")).parameters;
    return [
      ...Object.keys(parameters).filter(name => !known.some(one => one.name === name)).map(name => `template '${template}' has no parameter '${name}'`),
      ...known.filter(one => one.default === undefined && !(one.name in parameters)).map(one => `template '${template}' needs parameter '${one.name}'`),
    ];
  });
}

// An output that is read is one that a step before tells: 'a.b' of a variable, 'job.step.output' of a stage.
function outputsOf(text) {
  const told = [
    ...[...text.matchAll(/- task: (\w+)@\d+\n\s+name: (\w+)/g)].flatMap(([, task, name]) => (tasks.find(one => one.name === task)?.outputVariables ?? []).map(output => `${name}.${output.name}`)),
    ...[...text.matchAll(/setvariable variable=(\w+);isOutput=true[^\n]*\n\s+name: (\w+)/g)].map(([, output, name]) => `${name}.${output}`),
  ];
  const read = [...text.matchAll(/variables\['(\w+\.\w+)'\]|outputs\['\w+\.(\w+\.\w+)'\]|\$\((\w+\.\w+)\)/g)].map(match => match.slice(1).find(Boolean));
  return [...new Set(read)].filter(one => !/^(Agent|Build|Pipeline|System)\./.test(one) && !told.includes(one)).map(one => `no step tells '${one}'`);
}

async function check(file) {
  const text = concrete(readFileSync(join(root, file), "utf8"));
  const document = TextDocument.create(`file:///repository/${file}`, "yaml", 1, text);
  for (const finding of await service.doValidation(document, parseYaml(text))) say(`${file}:${finding.range.start.line + 1}: language-service: ${finding.message}`);
  for (const finding of callsOf(text)) say(`${file}:0: templates: ${finding}`);
  for (const finding of outputsOf(text)) say(`${file}:0: outputs: ${finding}`);
}

(async () => {
  for (const file of files) await check(file);
})();
