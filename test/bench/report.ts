/**
 * A report of some forty pages, drawn and signed, against LibreOffice turning the same tree, as Word file,
 * into a PDF; and what it costs to verify one, with and without drawing it again.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildReviewReport } from '../../domain/report/documents/review-report.ts';
import { renderDocx } from '../../electron/io/documents/docx.ts';
import { openIdentity } from '../../electron/io/crypto/identity.ts';
import { loadFonts, renderPdf } from '../../electron/io/pdf/render.ts';
import { redrawer } from '../../electron/io/documents/redraw.ts';
import { signWith } from '../../electron/io/signatures/sign.ts';
import { verifyPdf } from '../../electron/io/signatures/verify.ts';
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
const { p12 } = await member({ name: person.signer, organisation: '' });
const identity = await openIdentity(p12, memberPassphrase);
const fontFolder = join(import.meta.dirname, '../../resources/fonts');
const fonts = await loadFonts(fontFolder);

async function drawAndSign(): Promise<{ pages: number; bytes: Uint8Array }> {
  const { bytes, pages } = await renderPdf(tree, { fonts, createdAt: now, images: photos });
  return {
    pages,
    bytes: await signWith(bytes, identity, {
      fieldName: person?.field ?? '',
      reason: '',
      location: '',
      at: now,
      fonts,
      label: person?.signer ?? '',
    }),
  };
}

const { pages, bytes } = await drawAndSign();
const ours: number[] = [];
for (let index = 0; index < 10; index++) ours.push(await time(drawAndSign));
const own = spread(ours).p50;

if (has('soffice')) {
  const path = join(folder, 'same.docx');
  writeFileSync(path, await renderDocx(tree, photos));
  const convert = (): unknown =>
    spawnSync('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', folder, path], {
      stdio: 'ignore',
      env: { ...process.env, HOME: folder },
    });
  convert();
  const theirs = spread([await time(convert), await time(convert), await time(convert)]).p50;
  report(`report of ${pages} pages, drawn and signed`, ms(own), ms(theirs), `${(theirs / own).toFixed(1)} ×`, '≥ 5 × faster than soffice');
} else {
  report(`report of ${pages} pages, drawn and signed`, ms(own), 'no soffice', '–', '≥ 5 × faster than soffice');
}
report(
  'verifying it',
  ms(await time(() => verifyPdf(bytes, { roots: [institution.rootCertificatePem], now, pages: 'drawn-here' }))),
  '–',
  '–',
  '–',
);

const withoutPhotos = await renderPdf(buildReviewReport({ ...data, visit: null }, t), { fonts, createdAt: now, program: 'bench' });
const redraw = redrawer({ fontFolder, translator });
const simply = await time(() => verifyPdf(withoutPhotos.bytes, { roots: [], now, pages: 'drawn-here' }));
const redrawn = await time(() => verifyPdf(withoutPhotos.bytes, { roots: [], now, pages: redraw }));
report(
  `verifying ${withoutPhotos.pages} pages by drawing them again`,
  ms(redrawn),
  ms(simply),
  `${(redrawn / simply).toFixed(1)} ×`,
  'against verifying without',
);
rmSync(folder, { recursive: true });
