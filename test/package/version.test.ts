/** The version stands in package.json and nowhere else, and everything that names one names that. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openHost } from '../../electron/services/host.ts';
import { creatorOf, loadFonts, renderPdf } from '../../electron/io/pdf/render.ts';

const root = join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const dir = mkdtempSync(join(tmpdir(), 'parkpanel-version-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('no_source_states_a_version_of_its_own', () => {
  const stated = ['domain', 'db', 'electron', 'renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|mjs|json|html)$/.test(name))
      .filter((name) => /['"`>]v?\d+\.\d+\.\d+(-[\w.]+)?['"`<]/.test(readFileSync(join(root, folder, name), 'utf8')))
      .map((name) => `${folder}/${name}`),
  );
  expect(stated).toEqual([]);
});

test('the_program_its_documents_and_the_window_name_the_version_of_package_json', async () => {
  const { session, dispatch } = openHost(join(dir, 'own'));
  expect(session.program).toBe(version);
  expect(await dispatch.call({ method: 'workspace.info', payload: {}, language: 'en' })).toMatchObject({ value: { program: version } });
  session.release();
  const fonts = await loadFonts(join(root, 'resources/fonts'));
  const tree = { language: 'en', title: 'T', subject: 'S', author: 'A', keywords: [], blocks: [], attachments: [] } as const;
  const { bytes } = await renderPdf(tree, { fonts, createdAt: '2026-01-01T00:00:00.000Z', program: session.program });
  expect(creatorOf(version)).toContain(`ParkPanel ${version};`);
  expect(Buffer.from(bytes).toString('latin1')).toContain(`(${creatorOf(version)})`);
});

test('the_built_program_reads_it_where_it_is_unpacked', () => {
  const app = join(dir, 'app');
  mkdirSync(join(app, 'electron'), { recursive: true });
  cpSync(join(root, 'electron/launch.mjs'), join(app, 'electron/launch.mjs'));
  cpSync(join(root, 'dist'), join(app, 'dist'), { recursive: true });
  for (const name of ['node_modules', 'resources']) symlinkSync(join(root, name), join(app, name));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'parkpanel', type: 'module', version: '77.6.5' }));
  const answer = execFileSync(
    process.execPath,
    [join(app, 'electron/launch.mjs'), 'cli', '--workspace', join(dir, 'w'), 'call', 'workspace.info'],
    {
      encoding: 'utf8',
    },
  );
  expect(JSON.parse(answer)).toMatchObject({ value: { program: '77.6.5' } });
});
