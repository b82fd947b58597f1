/** Links that would open a window: what the program made is opened, anything else of ours saved, and nothing else happens. */
import { expect, test } from 'vitest';
import { followLink } from '../../../electron/hosts/shell/window/links.ts';

const id = '01890000-0000-7000-8000-000000000000';
const origin = 'app://parkpanel';

async function follow(address: string, { path = '/files/记录.pdf', known = true, answer = '', key = null as Uint8Array | null } = {}) {
  const done: string[] = [];
  const followed = await followLink(address, {
    origin,
    services: {
      find: async (kind, one, actor) => {
        done.push(`find ${kind} ${one}${actor ? ` for ${actor}` : ''}`);
        return known ? { path, key, name: 'x', bytes: 1, mediaType: 'application/pdf', inline: true } : null;
      },
    },
    openPath: async (file) => {
      done.push(`open ${file}`);
      return answer;
    },
    download: (url) => void done.push(`save ${url}`),
  });
  return { followed, done };
}

const exported = `${origin}/exports/${id}`;

test.each(['/files/记录.pdf', '/files/记录.DOCX', '/files/表.xlsx'])('an export is opened: %s', async (path) => {
  expect(await follow(exported, { path })).toEqual({ followed: true, done: [`find exports ${id}`, `open ${path}`] });
});

test.each(['/files/a.exe', '/files/a.html', '/files/a.pdf.lnk', '/files/a'])('what the system would run is saved: %s', async (path) => {
  expect((await follow(exported, { path })).done).toEqual([`find exports ${id}`, `save ${exported}`]);
});

test('what_the_system_cannot_open_is_saved', async () => {
  expect((await follow(exported, { answer: 'no program' })).done.at(-1)).toBe(`save ${exported}`);
});

test.each([`evidence/${id}.0`, `photos/${id}`, `documents/${id}`])('what was delivered is only ever saved: %s', async (path) => {
  const { done } = await follow(`${origin}/${path}?actor=7`);
  expect(done.map((one) => one.split(' ')[0])).toEqual(['find', 'save']);
  expect(done[0]).toMatch(/for 7$/);
});

test.each(['https://example.com/', `app://elsewhere/exports/${id}`, 'file:///etc/passwd', `${origin}/`, `${origin}/assets/x.js`, 'x'])(
  'nothing comes of %s',
  async (address) => {
    expect(await follow(address)).toEqual({ followed: false, done: [] });
  },
);

test('a_file_that_is_not_for_this_person_is_neither_opened_nor_saved', async () => {
  expect(await follow(exported, { known: false })).toEqual({ followed: false, done: [`find exports ${id}`] });
});

test('what_lies_encrypted_is_saved_by_the_program_and_opened_by_no_other', async () => {
  expect((await follow(exported, { key: new Uint8Array(32) })).done).toEqual([`find exports ${id}`, `save ${exported}`]);
});
