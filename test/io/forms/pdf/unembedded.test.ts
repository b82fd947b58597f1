/** PDF forms that embed no Chinese font are read with the character maps that the program brings, in whatever process it runs. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readPdf } from '../../../../electron/io/forms/pdf/pdf.ts';
import { formRows, pdfWithoutFont } from '../../../fixtures/office.ts';

const dir = mkdtempSync(join(tmpdir(), 'parkpanel-unembedded-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const form = pdfWithoutFont(formRows().slice(0, 5));

/** The texts of the cells, row by row. */
function cellsOf(content: Awaited<ReturnType<typeof readPdf>>): string[] {
  return content.tables.flatMap(({ cells }) => cells.map(({ text }) => text));
}

const expected = formRows().slice(0, 5).flat();

test('a_form_whose_font_is_only_named_is_read', async () => {
  expect(cellsOf(await readPdf(form))).toEqual(expected);
});

test('a_form_is_read_in_a_process_that_pdfjs_takes_for_a_browser', () => {
  // Electron's utility process: pdf.js would fetch the maps from a network
  const file = join(dir, 'form.pdf');
  const script = join(dir, 'read.mjs');
  writeFileSync(file, form);
  writeFileSync(
    script,
    `import { readFileSync } from 'node:fs';
     Object.defineProperty(process.versions, 'electron', { value: '45.4.1' });
     Object.defineProperty(process, 'type', { value: 'utility' });
     globalThis.fetch = () => { throw new Error('fetched'); };
     const { readPdf } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../../../../electron/io/forms/pdf/pdf.ts')).href)});
     process.stdout.write(JSON.stringify(await readPdf(readFileSync(${JSON.stringify(file)}))));`,
  );
  const content = JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })) as Awaited<ReturnType<typeof readPdf>>;
  expect(cellsOf(content)).toEqual(expected);
});
