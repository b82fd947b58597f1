/**
 * `npm run test:broken-lines [-- domain | verification | N …]`: breaks one line after the other in a copy of the program and runs the tests
 * that must notice. A line that is not there any more, or tests that fail without it, end the run.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { domainLines, verificationLines, type BrokenLine } from './lines.ts';

const root = join(import.meta.dirname, '../..');
const copy = join(root, 'build/broken-lines');
/** What the tests read besides what they import. */
const parts = ['domain', 'db', 'electron', 'renderer', 'resources', 'test', 'docs', 'package.json', 'tsconfig.json', '.nvmrc'];

function copyProgram(): void {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of parts) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
}

/** The name of the first test that fails; null where all hold. */
function firstFailure(tests: readonly string[]): string | null {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(copy, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config',
      'test/vitest.config.ts',
      '--bail',
      '1',
      ...tests.map((path) => `test/${path}`),
    ],
    { cwd: copy, encoding: 'utf8' },
  );
  if (status === 0) return null;
  const { testResults } = JSON.parse(readFileSync(join(copy, 'build/test-result.json'), 'utf8')) as {
    testResults: { name: string; message: string; assertionResults: { status: string; fullName: string }[] }[];
  };
  const failed = testResults.flatMap(({ assertionResults }) => assertionResults).find((one) => one.status === 'failed');
  const loaded = testResults.every(({ assertionResults }) => assertionResults.length > 0);
  if (!failed && loaded) throw new Error(`${stdout}${stderr}`);
  return failed?.fullName.trim() ?? 'a file of tests that could not be read';
}

/** Whether the tests of a line notice it, and which. */
function breakOne({ file, from, to, tests }: BrokenLine): string | null {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  try {
    return firstFailure(tests);
  } finally {
    writeFileSync(path, sound);
  }
}

const wanted = process.argv.slice(2);
const numbered = [
  ...domainLines.map((line, index) => ({ kind: 'domain', number: index + 1, line })),
  ...verificationLines.map((line, index) => ({ kind: 'verification', number: domainLines.length + index + 1, line })),
].filter(({ kind, number }) => wanted.length === 0 || wanted.includes(kind) || wanted.includes(String(number)));

for (const { line } of numbered) {
  const count = readFileSync(join(root, line.file), 'utf8').split(line.from).length - 1;
  if (count !== 1) throw new Error(`${line.file} holds ${count} times: ${line.from}`);
}
copyProgram();
for (const tests of new Set(numbered.map(({ line }) => line.tests.join(' ')))) {
  const failed = firstFailure(tests.split(' '));
  if (failed !== null) throw new Error(`fails with nothing broken: ${failed}`);
}
let missed = 0;
for (const { kind, number, line } of numbered) {
  const by = breakOne(line);
  if (by === null) missed += 1;
  process.stdout.write(
    `${String(number).padStart(2)} ${kind.padEnd(13)} ${by === null ? 'MISSED' : 'caught'}  ${line.what} (${line.file})${by === null ? '' : `: ${by}`}\n`,
  );
}
process.stdout.write(`${numbered.length - missed} of ${numbered.length} caught\n`);
rmSync(copy, { recursive: true, force: true });
process.exitCode = missed === 0 ? 0 : 1;
