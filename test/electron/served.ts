/** A workspace that holds a file of every kind that a window may ask for by its id. */
import { cpSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { ServedKind } from '../../electron/services/workspace/files.ts';
import { thumbnailPath } from '../../electron/services/visits/photos.ts';
import { samplePhoto, samplePicture, sized } from '../fixtures/photos.ts';
import { giveTotals, settleEligibility } from '../fixtures/results.ts';
import { seatReview } from '../fixtures/review.ts';
import { template } from '../fixtures/templates.ts';

/** Where a file is asked for, what it is called, and where its bytes lie below the folder. */
interface ServedCase {
  readonly path: string;
  readonly name: string;
  readonly bytes: string;
}

export type Served = Readonly<Record<ServedKind, readonly ServedCase[]>>;

/** Names with what a header must not take as its own, of types that are and are not shown in place. */
const letters = ["举报信's (附件)*.html", '照片.png'];

async function fill(dir: string): Promise<Served> {
  const seated = await seatReview({ parks: 1, experts: 3, dir: join(dir, 'workspace') });
  const { call, host, roundId } = seated;
  const [applicationId = ''] = seated.parks;
  const within = (path: string): string => relative(dir, path);
  const blob = (sha256: string): string => within(host.session.blobs.pathOf(sha256));

  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-09-30', people: ['张一'] });
  const { photoId, sha256 } = await call('visits.photo', { visitId, path: await samplePhoto(seated, applicationId) });
  const small = sized(await samplePicture(seated, applicationId), 240);
  await call('visits.thumbnail', { photoId, jpeg: small.toString('base64') });

  await giveTotals(seated, [[8, 8, 8]]);
  await settleEligibility(seated, applicationId, { relaxation: 'granted' });
  const at = new Date('2026-09-30T10:00:00+08:00').toISOString();
  host.session.now = () => at;
  await call('shortlist.acceptProposal', { roundId });
  await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-09-30', workingDays: 5 });
  const notice = join(dir, '公示.pdf');
  await call('reports.export', { kind: 'publicity', roundId, path: notice });
  const evidence = letters.map((name) => join(dir, name));
  for (const path of evidence) writeFileSync(path, '<script>top.parkpanel.call()</script>');
  const { objectionId } = await call('publicity.object', { roundId, applicationId, objector: '某公司', text: '面积不实', evidence });

  const { documents } = await call('applications.get', { applicationId });
  const [exported] = await call('reports.list', { roundId });
  return {
    documents: documents.map((one) => ({
      path: `/documents/${one.documentId}`,
      name: one.path.split('/').at(-1) ?? '',
      bytes: blob(one.sha256),
    })),
    exports: [{ path: `/exports/${exported?.exportId}`, name: '公示.pdf', bytes: within(notice) }],
    photos: [{ path: `/photos/${photoId}`, name: '外景.jpg', bytes: blob(sha256) }],
    thumbnails: [{ path: `/thumbnails/${photoId}`, name: `${sha256}.jpg`, bytes: within(thumbnailPath(host.session, sha256)) }],
    evidence: letters.map((name, place) => ({ path: `/evidence/${objectionId}.${place}`, name, bytes: name })),
  };
}

/** Copies such a workspace to `workspace` in `dir`; to be called from a test. */
export async function fillServedKinds(dir: string): Promise<Served> {
  const made = await template('served-kinds', fill);
  cpSync(made.dir, dir, { recursive: true });
  return made.value;
}
