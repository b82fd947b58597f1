import type { IpcMainInvokeEvent } from 'electron';
import { expect, test } from 'vitest';
import { openHost } from '../../electron/services/host.ts';
import { channels } from '../../electron/hosts/shell/channels.ts';
import { servicesOf } from '../../electron/hosts/carrier/services.ts';
import { bindIpc } from '../../electron/hosts/shell/ipc.ts';
import { tempFolder } from '../fixtures/store.ts';
import { ourFrame, plainChannel } from '../contract/drivers.ts';

const frame = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } }) as unknown as IpcMainInvokeEvent;

test.each([
  ['our page', ourFrame, true],
  ['the document of a visit', frame('app://parkpanel/visit#/visits/1'), true],
  ['a document of a park', frame('app://parkpanel/documents/01890000-0000-7000-8000-000000000000'), false],
  ['a photo', frame('app://parkpanel/photos/01890000-0000-7000-8000-000000000000'), false],
  ['a file of the window', frame('app://parkpanel/index.html'), false],
  ['a name that begins alike', frame('app://parkpanel/visitor'), false],
  ['another page of the same scheme', frame('app://elsewhere/index.html'), false],
  ['a web page', frame('https://parkpanel/index.html'), false],
  ['a frame inside our page', frame('app://parkpanel/', { url: 'app://parkpanel/' }), false],
  ['a frame that is gone', { senderFrame: null } as unknown as IpcMainInvokeEvent, false],
  ['no address at all', frame(''), false],
])('%s may speak: %s', async (_name, event, allowed) => {
  const host = openHost(tempFolder());
  const channel = plainChannel();
  const unbind = bindIpc(channel, servicesOf(host), 'app://parkpanel', () => {});
  const answer = (await channel.invoke(channels.call, event, 'workspace.info', {})) as { ok: boolean; error?: { code: string } };
  expect(answer.ok).toBe(allowed);
  if (!allowed) expect(answer.error?.code).toBe('host/unauthorised');
  unbind();
  await expect(channel.invoke(channels.call, ourFrame, 'workspace.info', {})).rejects.toThrow('no handler');
  host.session.release();
});

test('writes_and_progress_are_told_to_the_window', async () => {
  const host = openHost(tempFolder());
  const channel = plainChannel();
  const heard: unknown[] = [];
  const unbind = bindIpc(channel, servicesOf(host), 'app://parkpanel', (message) => heard.push(message));
  await channel.invoke(channels.call, ourFrame, 'rounds.create', {
    schemeId: 'hunan-recognition-2024',
    name: '评审',
    appliedOn: '2026-09-30',
  });
  await channel.invoke(channels.call, ourFrame, 'workspace.doctor', {}, 'job-1');
  expect(heard[0]).toMatchObject({ type: 'changed', seq: 1 });
  unbind();
  host.session.release();
});
