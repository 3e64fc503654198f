import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Mutant, mutants, type TestChoice } from './mutants.ts';

/*
 * `npm run mutate [part of a name]`: takes each protection away in turn, in a copy of the project, and runs the tests
 * that should notice. Ends with 1 if nobody notices one, or if a protection is no longer where it was.
 */

const ROOT = resolve(import.meta.dirname, '../..');
/** A history that needs a failure to be told from another one must be the same each time. */
const SETTINGS = { HISTORIES: '80', HISTORIES_SEED: '1' };

const wanted = mutants.filter(({ name }) => name.includes(process.argv[2] ?? ''));
const copy = await copyProject();
try {
  process.exitCode = await mutateAll(copy, wanted);
} finally {
  await rm(copy, { recursive: true, force: true });
}

async function mutateAll(folder: string, all: readonly Mutant[]): Promise<number> {
  for (const mutant of all) await readMutated(folder, mutant);
  const choices = new Map(all.map(({ noticedBy }) => [JSON.stringify(noticedBy), noticedBy]));
  for (const choice of choices.values()) {
    const { passed, failed } = await runTests(folder, choice);
    if (failed.length > 0 || passed === 0) {
      say(`with every protection in its place, ${choice.file} "${choice.name}" does not pass: ${failed.join('; ')}`);
      return 1;
    }
  }
  let unnoticed = 0;
  for (const mutant of all) {
    const { failed } = await runMutated(folder, mutant);
    const [first] = failed;
    if (first === undefined) unnoticed += 1;
    say(`| ${mutant.name} | ${first ?? 'NOBODY NOTICED'} |`);
  }
  say(`${all.length} protections taken away, ${unnoticed} unnoticed`);
  return unnoticed === 0 ? 0 : 1;
}

async function runMutated(folder: string, mutant: Mutant): Promise<Run> {
  const path = join(folder, mutant.file);
  const whole = await readFile(path, 'utf8');
  await writeFile(path, await readMutated(folder, mutant));
  try {
    return await runTests(folder, mutant.noticedBy);
  } finally {
    await writeFile(path, whole);
  }
}

/** @throws if a text is not there, or there twice: then the mutant has to be written anew */
async function readMutated(folder: string, { name, file, edits }: Mutant): Promise<string> {
  let text = await readFile(join(folder, file), 'utf8');
  for (const [find, replacement] of edits) {
    const times = text.split(find).length - 1;
    if (times !== 1) throw new Error(`"${name}": ${file} has ${times} times:\n${find}`);
    text = text.replace(find, () => replacement);
  }
  return text;
}

interface Run {
  readonly passed: number;
  /** The names of those that failed. */
  readonly failed: readonly string[];
}

/** @throws if the tests could not be run at all: that is no test that notices */
async function runTests(folder: string, { file, name }: TestChoice): Promise<Run> {
  const report = join(folder, 'report.json');
  await rm(report, { force: true });
  const args = ['--import', './src/require-node.mjs', 'node_modules/vitest/vitest.mjs', 'run', file];
  // Vitest puts a sign between the names of a test and of what it stands in.
  const pattern = name.replaceAll(' ', '[ >]+');
  const child = spawn(process.execPath, [...args, '-t', pattern, '--reporter=json', `--outputFile=${report}`], {
    cwd: folder,
    env: { ...process.env, ...SETTINGS },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  }
  await new Promise((ended) => child.on('close', ended));
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as VitestReport;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  if (passed + failed.length === 0) throw new Error(`no test ran: ${file} "${name}"\n${output}`);
  return { passed, failed };
}

interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Everything that is tracked or would be, with this project's packages. */
async function copyProject(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'paperboy-mutate-'));
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT });
  for (const file of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    // A file that is deleted and not yet committed as such is listed too.
    await cp(join(ROOT, file), join(folder, file)).catch((error) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
