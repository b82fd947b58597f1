/** All reports of a large round in one go, as `reports.batch` makes them: pages a second, and memory in a process of its own. */
import { join } from 'node:path';
import { buildReviewReport } from '../../domain/report/documents/review-report.ts';
import { startDocumentThread } from '../../electron/io/documents/document-thread.ts';
import { translator } from '../fixtures/documents.ts';
import { makeInstitution, memberPassphrase, now } from '../fixtures/institution.ts';
import { longReport, photos } from '../fixtures/long-report.ts';
import { report, time } from './measure.ts';

const fontFolder = join(import.meta.dirname, '../../resources/fonts');
const data = longReport();
const tree = buildReviewReport(data, translator('zh'));
const { member, institution } = await makeInstitution();
const { p12 } = await member({ name: data.signatures[0]?.signer ?? '', organisation: '' });
const order = {
  tree,
  at: now,
  program: 'bench',
  images: photos,
  fields: data.signatures,
  reason: '',
  location: '',
  signedOn: '',
  name: '',
};

// one thread, keys opened once, each document drawn, signed and verified
for (const count of [12, 50, 200]) {
  const thread = startDocumentThread({ fontFolder, roots: [institution.rootCertificatePem] });
  await thread.open([{ p12, passphrase: memberPassphrase }]);
  let pages = 0;
  let peak = 0;
  const took = await time(async () => {
    for (let index = 0; index < count; index++) {
      pages += (await thread.make(order)).pages;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
  });
  await thread.end();
  report(
    `batch of ${count} reports, ${pages} pages`,
    `${((pages / took) * 1000).toFixed(0)} pages/s`,
    '–',
    `${(peak / 1e6).toFixed(0)} MB`,
    'RSS < 500 MB',
  );
}
