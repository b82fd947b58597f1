/** What the page may ask of the system: only our page, only what makes sense. */
import { expect, test } from 'vitest';
import type { IpcMainInvokeEvent } from 'electron';
import { channels } from '../../electron/hosts/shell/channels.ts';
import { bindDialogs } from '../../electron/hosts/shell/dialogs.ts';
import { ourFrame, plainChannel } from '../contract/drivers.ts';

const document = { senderFrame: { url: 'app://parkpanel/documents/1', parent: null } } as unknown as IpcMainInvokeEvent;

function bound(chosen: string | null) {
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
    shell: { showItemInFolder: note('reveal') },
    documents: '/home/文档',
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
