// The part of the language of pipelines that templates and guides of ours use, for the language service, which brings none of its own: what is not written here is a mistake, or new to us.
"use strict";

const text = { type: ["string", "number", "boolean"] };
const texts = { anyOf: [text, { type: "array", items: text }] };
const open = { type: "object", additionalProperties: true };
const ref = name => ({ $ref: `#/definitions/${name}` });
const list = name => ({ type: "array", items: ref(name) });

/** One of some values, or an expression that becomes one. */
const choice = values => ({ type: "string", pattern: `^(${values.join("|")}|\\$[({].*)$` });

/** What begins with one key and knows some others. */
const kind = (key, keys, value = text) => ({ type: "object", firstProperty: [key], required: [key], properties: { [key]: value, ...keys }, additionalProperties: false });

/** A task with the inputs that it has. */
const taskOf = (name, inputs, required = []) => ({
  type: "object",
  firstProperty: ["task"],
  required: required.length ? ["task", "inputs"] : ["task"],
  properties: {
    task: { type: "string", enum: [name] },
    inputs: { type: "object", properties: inputs, required, additionalProperties: false },
    ...common,
  },
  additionalProperties: false,
});
const common = { name: text, displayName: text, condition: text, continueOnError: text, enabled: text, env: open, timeoutInMinutes: text, retryCountOnTaskFailure: text };

// Those of the vendor that are used.
const vendor = [
  taskOf("UseDotNet@2", { packageType: { type: "string", enum: ["runtime", "sdk"] }, version: text, useGlobalJson: text, installationPath: text }),
  taskOf("AdvancedSecurity-Publish@1", { SarifsInputDirectory: text, EnableRecursiveScanning: text, Category: text, WaitForProcessing: text }),
];

/** Ours, by their files. */
const own = task => taskOf(
  `${task.name}@${task.version.Major}`,
  Object.fromEntries(task.inputs.map(input => [input.name, input.options ? choice(Object.keys(input.options)) : input.type === "boolean" ? { type: "boolean" } : text])),
  task.inputs.filter(input => input.required).map(input => input.name));

const template = kind("template", { parameters: open });
const job = { displayName: text, dependsOn: texts, condition: text, continueOnError: text, timeoutInMinutes: text, cancelTimeoutInMinutes: text, variables: open, pool: ref("pool"), workspace: open };

module.exports = tasks => ({
  definitions: {
    step: {
      anyOf: [
        ...vendor, ...tasks.map(own), template,
        kind("checkout", { path: text, clean: text, fetchDepth: text, lfs: text, submodules: text, persistCredentials: text, ...common }),
        kind("bash", { workingDirectory: text, failOnStderr: text, ...common }),
        kind("script", { workingDirectory: text, failOnStderr: text, ...common }),
        kind("publish", { artifact: text, ...common }),
        kind("download", { artifact: text, patterns: text, ...common }),
      ],
    },
    job: {
      anyOf: [
        kind("job", { ...job, strategy: open, steps: list("step") }),
        kind("deployment", {
          ...job,
          environment: text,
          strategy: { type: "object", properties: { runOnce: { type: "object", properties: { deploy: { type: "object", properties: { steps: list("step") }, additionalProperties: false } }, additionalProperties: false } }, additionalProperties: false },
        }),
        template,
      ],
    },
    stage: {
      anyOf: [
        kind("stage", { displayName: text, dependsOn: texts, condition: text, variables: open, lockBehavior: { type: "string", enum: ["sequential", "runLatest"] }, pool: ref("pool"), jobs: list("job") }),
        template,
      ],
    },
    pool: { anyOf: [text, { type: "object", properties: { name: text, vmImage: text, demands: texts }, additionalProperties: false }] },
    parameter: {
      type: "object",
      required: ["name", "type"],
      properties: {
        name: text,
        displayName: text,
        type: { type: "string", enum: ["boolean", "deployment", "job", "jobList", "number", "object", "stage", "stageList", "step", "stepList", "string"] },
        default: {},
        values: { type: "array", items: text },
      },
      additionalProperties: false,
    },
    repository: { type: "object", required: ["repository", "type", "name"], properties: { repository: text, type: { type: "string", enum: ["git", "github", "githubenterprise", "bitbucket"] }, name: text, ref: text, endpoint: text }, additionalProperties: false },
    filter: { anyOf: [{ type: "string", enum: ["none"] }, { type: "array", items: text }, { type: "object", properties: { branches: open, paths: open, drafts: text, autoCancel: text, batch: text }, additionalProperties: false }] },
  },
  type: "object",
  properties: {
    name: text,
    trigger: ref("filter"),
    pr: ref("filter"),
    schedules: { type: "array", items: { type: "object", required: ["cron"], properties: { cron: text, displayName: text, branches: open, always: text, batch: text }, additionalProperties: false } },
    resources: { type: "object", properties: { repositories: list("repository") }, additionalProperties: false },
    parameters: list("parameter"),
    lockBehavior: { type: "string", enum: ["sequential", "runLatest"] },
    variables: open,
    pool: ref("pool"),
    stages: list("stage"),
    jobs: list("job"),
    steps: list("step"),
  },
  additionalProperties: false,
});
