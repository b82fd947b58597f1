/**
 * A report of some forty pages, drawn and signed, against LibreOffice turning the same tree, as Word file,
 * into a PDF; then a batch of 200 for pages a second and memory.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildReviewReport } from '../../domain/report/review-report.ts';
import { renderDocx } from '../../electron/io/docx-render.ts';
import { openIdentity } from '../../electron/io/identity.ts';
import { loadFonts, renderPdf } from '../../electron/io/pdf-render.ts';
import { signWith } from '../../electron/io/pdf-sign.ts';
import { verifyPdf } from '../../electron/io/pdf-verify.ts';
import { translator } from '../fixtures/documents.ts';
import { makeInstitution, memberPassphrase, now } from '../fixtures/institution.ts';
import { longReport, photos } from '../fixtures/long-report.ts';
import { has } from '../fixtures/tools.ts';
import { ms, report, spread, time } from './measure.ts';

const folder = mkdtempSync(join(tmpdir(), 'parkpanel-bench-'));
const t = translator('zh');
const data = longReport();
const tree = buildReviewReport(data, t);
const { member, institution } = await makeInstitution();
const person = data.signatures[0];
if (!person) throw new Error('nobody signs');
const identity = await openIdentity((await member({ name: person.signer, organisation: '' })).p12, memberPassphrase);
const fonts = await loadFonts(join(import.meta.dirname, '../../resources/fonts'));

async function drawAndSign(): Promise<{ pages: number; bytes: Uint8Array }> {
  const { bytes, pages } = await renderPdf(tree, { fonts, createdAt: now, images: photos });
  return { pages, bytes: await signWith(bytes, identity, { fieldName: person?.field ?? '', reason: '', location: '', at: now, fonts, label: person?.signer ?? '' }) };
}

const { pages, bytes } = await drawAndSign();
const ours: number[] = [];
for (let index = 0; index < 10; index++) ours.push(await time(drawAndSign));
const own = spread(ours).p50;

if (has('soffice')) {
  const path = join(folder, 'same.docx');
  writeFileSync(path, await renderDocx(tree, photos));
  const convert = (): unknown => spawnSync('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', folder, path], { stdio: 'ignore', env: { ...process.env, HOME: folder } });
  convert();
  const theirs = spread([await time(convert), await time(convert), await time(convert)]).p50;
  report(`report of ${pages} pages, drawn and signed`, ms(own), ms(theirs), `${(theirs / own).toFixed(1)} ×`, '≥ 5 × faster than soffice');
} else {
  report(`report of ${pages} pages, drawn and signed`, ms(own), 'no soffice', '–', '≥ 5 × faster than soffice');
}
report('verifying it', ms(await time(() => verifyPdf(bytes, { roots: [institution.rootCertificatePem], now }))), '–', '–', '–');

for (const count of [12, 50, 200]) {
  let drawn = 0;
  let peak = 0;
  const took = await time(async () => {
    for (let index = 0; index < count; index++) {
      drawn += (await drawAndSign()).pages;
      peak = Math.max(peak, process.memoryUsage.rss());
    }
  });
  report(`batch of ${count} reports, ${drawn} pages`, `${((drawn / took) * 1000).toFixed(0)} pages/s`, '–', `${(peak / 1e6).toFixed(0)} MB`, 'RSS < 500 MB');
}
rmSync(folder, { recursive: true });
