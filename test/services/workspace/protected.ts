/** A workspace with something of every kind in it, what can be read of it, and what must not be. */
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { listBlobHashes } from '../../../db/queries/packages.ts';
import { openLying, streamOf } from '../../../electron/io/at-rest/encrypted-file.ts';
import { hashOf } from '../../../electron/io/hash.ts';
import { findServedFile } from '../../../electron/services/workspace/files.ts';
import { root } from '../../contract/drivers.ts';
import { samplePhoto, samplePicture, sized } from '../../fixtures/photos.ts';
import { openReview, parkNames, seatReview, type Review, type Seated } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { template } from '../../fixtures/templates.ts';

export const passphrase = '正确 horse battery 订书钉';
export const told = {
  comment: '核对过纳税证明与租赁合同',
  note: '现场灯光不足，二楼空置',
  minutes: '会议认为材料齐全',
  folder: '张伟的文件',
};

export interface Full extends Seated {
  readonly visitId: string;
  readonly photoId: string;
}

/** A workspace with something of every kind in it. */
export async function full(): Promise<Full> {
  const { dir: made, value } = await template('protection', async (dir) => {
    const seated = await seatReview({ parks: 2, experts: 2, dir: join(dir, 'workspace') });
    const { call, host, roundId, parks, experts, leaves } = seated;
    const [park = ''] = parks;
    const [personId = ''] = experts;
    await call('scores.set', { personId, applicationId: park, criterionId: leaves[0]?.id ?? '', points: 1, comment: told.comment });
    const { visitId } = await call('visits.open', { applicationId: park, visitedOn: '2026-10-10' });
    await call('visits.note', { visitId, text: told.note });
    const { photoId } = await call('visits.photo', { visitId, path: await samplePhoto(seated, park) });
    const small = sized(await samplePicture(seated, park), 240);
    await call('visits.thumbnail', { photoId, jpeg: small.toString('base64') });
    await call('minutes.keepUnsaved', { roundId, typed: { heldOn: '', place: '', text: told.minutes } });
    await call('settings.set', { folders: { reports: join(dir, told.folder) }, shade: 'dark' });
    await call('workspace.backup', {});
    host.session.release();
    return { roundId, parks, experts, leaves, visitId, photoId };
  });
  const dir = join(tempFolder(), 'workspace');
  cpSync(join(made, 'workspace'), dir, { recursive: true });
  return { ...openReview(dir), ...value };
}

/** What anybody can read of a workspace: answers, files for the window, the record. */
export async function stateOf(review: Review, { roundId, parks, experts, visitId, photoId }: Omit<Full, keyof Review>): Promise<unknown> {
  const { call, host } = review;
  const served = async (kind: 'photos' | 'thumbnails', id: string): Promise<string> => {
    const { path, key, bytes } = findServedFile(host.session, kind, id);
    const read: Uint8Array[] = [];
    for await (const chunk of streamOf(openLying(path, key))) read.push(chunk);
    expect(Buffer.concat(read).length).toBe(bytes);
    return hashOf(Buffer.concat(read));
  };
  return {
    sheet: await call('scores.get', { personId: experts[0] ?? '', applicationId: parks[0] ?? '' }),
    visit: await call('visits.get', { visitId }),
    application: await call('applications.get', { applicationId: parks[1] ?? '' }),
    text: await call('documents.text', { applicationId: parks[0] ?? '' }),
    minutes: await call('minutes.unsaved', { roundId }),
    settings: (await call('settings.get', {})).settings,
    backups: (await call('workspace.backups', {})).map(({ holds }) => holds),
    photo: await served('photos', photoId),
    thumbnail: await served('thumbnails', photoId),
    healthy: (await call('workspace.doctor', {})).healthy,
  };
}

export function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What was typed, delivered or named, as it would lie in a file. */
const secrets = [
  ...Object.values(told),
  ...parkNames,
  '专家1',
  '示例大学',
  '示例中心',
  '评审',
  'SQLite format 3',
  'CREATE TABLE',
  '跨境',
  '%PDF',
  'JFIF',
  'word/document.xml',
];
const patterns = secrets.flatMap((text) => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(JSON.stringify(text).slice(1, -1)),
]);

/** Files of a folder in which something can be read, or whose name says what is in them. */
export function leaks(dir: string, names: readonly string[] = []): string[] {
  return filesBelow(dir).flatMap((path) => {
    const bytes = readFileSync(path);
    const found = patterns.filter((pattern) => bytes.includes(pattern)).map(String);
    const called = path.slice(dir.length);
    return [...found, ...[...secrets, ...names].filter((name) => called.includes(name))].map(
      (what) => `${path.slice(dir.length)}: ${what}`,
    );
  });
}

export const hashesOf = ({ host }: Review): string[] => listBlobHashes(host.session.store.read).map(({ sha256 }) => sha256);

/** The command line on a workspace, its passphrase in a file. */
export function cli(dir: string, ...words: string[]) {
  const secret = join(tempFolder(), 'passphrase');
  // as an editor of Windows writes it
  writeFileSync(secret, `\uFEFF${passphrase}\r\n`);
  return [join(root, 'electron/launch.mjs'), 'cli', '--workspace', dir, '--passphrase-file', secret, ...words];
}
