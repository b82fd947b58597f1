/** What the page may ask of the system: only our page, only what makes sense. */
import { expect, test } from 'vitest';
import type { IpcMainInvokeEvent } from 'electron';
import { channels } from '../../electron/hosts/shell/channels.ts';
import { bindDialogs } from '../../electron/hosts/shell/dialogs.ts';
import { wordsFor } from '../../electron/hosts/shell/start.ts';
import { ourFrame, plainChannel } from '../contract/drivers.ts';

const document = { senderFrame: { url: 'app://parkpanel/documents/1', parent: null } } as unknown as IpcMainInvokeEvent;

function bound(chosen: string | null, opened = '') {
  const channel = plainChannel();
  const asked: unknown[] = [];
  const note = (what: string) => (given: unknown) => asked.push([what, given]);
  const unbind = bindDialogs({
    channel,
    origin: 'app://parkpanel',
    save: async (options) => {
      note('save')(options);
      return { canceled: chosen === null, filePath: chosen ?? '' };
    },
    open: async (options) => {
      note('open')(options);
      return { canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] };
    },
    shell: {
      showItemInFolder: note('reveal'),
      async openPath(path) {
        note('open folder')(path);
        return opened;
      },
    },
    documents: '/home/文档',
    dir: '/data/工作区',
    leaveFor: note('leave'),
  });
  return { channel, asked, unbind };
}

test.each([
  [{ what: 'save', at: '记录.pdf', endings: ['pdf'] }, 'save', '/home/文档/记录.pdf', ['createDirectory', 'showOverwriteConfirmation']],
  [{ what: 'save', at: '/elsewhere/a.pdf' }, 'save', '/elsewhere/a.pdf', ['createDirectory', 'showOverwriteConfirmation']],
  [{ what: 'folder' }, 'open', '/home/文档', ['openDirectory', 'createDirectory']],
  [{ what: 'file', endings: ['p12'] }, 'open', '/home/文档', ['openFile']],
])('%j', async (wanted, dialog, defaultPath, properties) => {
  const { channel, asked } = bound('/chosen');
  expect(await channel.invoke(channels.pick, ourFrame, wanted)).toBe('/chosen');
  expect(asked).toEqual([[dialog, expect.objectContaining({ defaultPath, properties })]]);
});

test('nothing_chosen_is_null', async () => {
  for (const what of ['save', 'folder', 'file']) expect(await bound(null).channel.invoke(channels.pick, ourFrame, { what })).toBeNull();
});

test.each([null, 'save', {}, { what: 'delete' }, { what: 'save', endings: ['../x'] }, { what: 'save', more: 1 }])(
  'what makes no sense opens nothing: %j',
  async (wanted) => {
    const { channel, asked } = bound('/chosen');
    expect([await channel.invoke(channels.pick, ourFrame, wanted), asked]).toEqual([null, []]);
  },
);

test('a_file_is_shown_where_it_lies_by_its_whole_path_only', async () => {
  const { channel, asked } = bound(null);
  for (const path of ['/home/a.pdf', 'a.pdf', 7, null]) await channel.invoke(channels.reveal, ourFrame, path);
  expect(asked).toEqual([['reveal', '/home/a.pdf']]);
});

test('a_document_that_is_shown_may_ask_for_nothing', async () => {
  const { channel, asked, unbind } = bound('/chosen');
  expect([
    await channel.invoke(channels.pick, document, { what: 'save' }),
    await channel.invoke(channels.reveal, document, '/home/a.pdf'),
    asked,
  ]).toEqual([null, false, []]);
  unbind();
  await expect(channel.invoke(channels.pick, ourFrame, { what: 'save' })).rejects.toThrow('no handler');
});

test('the_folder_of_the_workspace_is_opened_and_told_where_the_system_cannot', async () => {
  const able = bound(null);
  expect(await able.channel.invoke(channels.openFolder, ourFrame)).toBe(true);
  expect(able.asked).toEqual([['open folder', '/data/工作区']]);
  expect(await bound(null, 'no such folder').channel.invoke(channels.openFolder, ourFrame)).toBe(false);
  expect(await able.channel.invoke(channels.openFolder, document)).toBe(false);
});

test('another_workspace_is_named_by_its_whole_path_and_by_our_page', async () => {
  const { channel, asked } = bound(null);
  for (const folder of ['W3', 7, null, '']) expect(await channel.invoke(channels.openWorkspace, ourFrame, folder)).toBe(false);
  expect(await channel.invoke(channels.openWorkspace, document, '/data')).toBe(false);
  expect(asked).toEqual([]);
  expect(await channel.invoke(channels.openWorkspace, ourFrame, '/data/另一个')).toBe(true);
  expect(asked).toEqual([['leave', '/data/另一个']]);
});

test.each([
  [
    'from sources',
    false,
    ['electron', '/sources', '--ozone-platform=x11', '--lang=en-US', '--workspace=/a', '/b/x.pptask'],
    ['/sources', '--ozone-platform=x11'],
  ],
  ['from sources, switches first', false, ['electron', '--disable-gpu', '/sources', '--lang', 'en', '/a'], ['/sources', '--disable-gpu']],
  ['packaged', true, ['/opt/ParkPanel/parkpanel', '--ozone-platform=x11', '--lang=en', '--workspace', '/a'], ['--ozone-platform=x11']],
])('the words of the next start, %s', (_name, isPackaged, argv, kept) => {
  expect(wordsFor('/data/另一个', { argv, isPackaged, cwd: '/', env: {} })).toEqual([...kept, '--lang=en', '--workspace=/data/另一个']);
});
