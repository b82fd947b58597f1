/** The log: what it keeps, what it never says, and that it never fails whoever writes. */
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsOf, openLog, readLogs } from '../../electron/io/log.ts';
import { tempFolder } from '../fixtures/store.ts';

const now = () => '2026-11-29T09:00:00.000Z';

test('a_line_is_a_json_of_its_own', () => {
  const dir = tempFolder();
  openLog(dir, 'program', now).write('call', { method: 'packages.import', ms: 12, ok: false, code: 'package/not-a-zip', none: undefined });
  expect(readFileSync(join(dir, 'program.log'), 'utf8')).toBe(
    '{"at":"2026-11-29T09:00:00.000Z","what":"call","method":"packages.import","ms":12,"ok":false,"code":"package/not-a-zip"}\n',
  );
});

test.each(['王小明', '/home/wang/panel.db', 'C:\\Users\\wang', 'wang xiaoming', '评审.pdf', 'home/wang/panel.db', '', 'a'.repeat(200)])(
  '%s is left out',
  (word) => {
    const dir = tempFolder();
    openLog(dir, 'program', now).write('call', { word, list: [word, 'call/internal'] });
    expect(JSON.parse(readFileSync(join(dir, 'program.log'), 'utf8'))).toMatchObject({ word: '…', list: ['…', 'call/internal'] });
  },
);

test('no_character_beyond_the_program_s_own_words_comes_in', () => {
  const dir = tempFolder();
  const log = openLog(dir, 'program', now);
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (word) => log.write('call', { word })));
  // the mark of what was left out, and nothing else
  expect(readFileSync(join(dir, 'program.log'), 'utf8').replaceAll('…', '')).toMatch(/^[\x20-\x7e\n]*$/);
});

test('what_was_thrown_is_told_without_its_message', () => {
  const facts = factsOf(Object.assign(new TypeError('王小明 /home/wang'), { code: 'ENOENT' }));
  expect(facts).toMatchObject({ thrown: 'TypeError', system: 'ENOENT' });
  expect(JSON.stringify(facts)).not.toMatch(/王小明|home/);
  expect(facts['in']).toContainEqual(expect.stringMatching(/^log\.test\.ts:\d+:\d+$/));
  expect(factsOf('王小明')).toEqual({ thrown: 'string' });
});

test('full_files_are_set_aside_and_the_oldest_goes', () => {
  const dir = tempFolder();
  const log = openLog(dir, 'program', now);
  writeFileSync(join(dir, 'program.log'), 'x'.repeat(1024 * 1024));
  for (let at = 1; at <= 7; at++) {
    log.write('line', { at });
    writeFileSync(join(dir, 'program.log'), `${at}\n${'x'.repeat(1024 * 1024)}`);
    // a new start sees the size of what is there
    openLog(dir, 'program', now).write('next', { at });
  }
  expect(readdirSync(dir).sort()).toEqual(['program.1.log', 'program.2.log', 'program.3.log', 'program.4.log', 'program.log']);
  expect(statSync(join(dir, 'program.log')).size).toBeLessThan(1000);
  const all = readLogs(dir);
  const heads = Array.from(all.matchAll(/^# (.*)$/gm), ([, name]) => name);
  expect(heads).toEqual(['program.4.log', 'program.3.log', 'program.2.log', 'program.1.log', 'program.log']);
  expect(Array.from(all.matchAll(/^(\d)$/gm), ([, number]) => number)).toEqual(['4', '5', '6', '7']);
});

test('a_folder_that_cannot_be_written_costs_the_line_and_nothing_else', () => {
  const dir = tempFolder();
  writeFileSync(join(dir, 'file'), '');
  const log = openLog(join(dir, 'file'), 'program', now);
  log.write('call');
  log.write('call');
  expect(readLogs(join(dir, 'file'))).toBe('');
});

test('the_spare_folder_is_written_where_the_first_cannot_be', () => {
  const dir = tempFolder();
  writeFileSync(join(dir, 'file'), '');
  openLog(join(dir, 'file'), 'window', now, join(dir, 'spare')).write('started');
  openLog(join(dir, 'first'), 'window', now, join(dir, 'spare')).write('again');
  expect([readLogs(join(dir, 'spare')), readLogs(join(dir, 'first'))].map((text) => text.match(/"what":"\w+"/g))).toEqual([
    ['"what":"started"'],
    ['"what":"again"'],
  ]);
});
