/**
 * What is drawn hangs on the version of the drawing: the reference documents must come out byte by byte as they did when
 * the version was raised last. Streams are left unpacked, so that no packer has a say.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { drawingVersion, loadFonts, renderPdf } from '../../../electron/io/pdf/render.ts';
import { samples, translator } from '../../fixtures/documents.ts';
import { now } from '../../fixtures/institution.ts';
import { longReport } from '../../fixtures/long-report.ts';

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/drawing.json'), 'utf8')) as {
  drawing: number;
  digests: Record<string, string>;
};

test('a_change_of_what_is_drawn_raises_the_version_of_the_drawing', async () => {
  const fonts = await loadFonts(join(import.meta.dirname, '../../../resources/fonts'));
  const wanted = [
    ...samples.flatMap((data) =>
      (['zh', 'en'] as const).map((language) => ({ name: `${data.kind} ${language}`, data: { ...data, language } })),
    ),
    { name: 'long zh', data: longReport() },
  ];
  const digests: Record<string, string> = {};
  for (const { name, data } of wanted) {
    const { bytes } = await renderPdf(buildDocument(data, translator(data.language)), {
      fonts,
      createdAt: now,
      program: 'reference',
      compress: false,
    });
    digests[name] = createHash('sha256').update(bytes).digest('hex');
  }
  const found = JSON.stringify({ drawing: drawingVersion, digests }, null, 2);
  expect(
    recorded,
    `something is drawn otherwise: raise drawingVersion in electron/io/pdf/render.ts, and put this into test/fixtures/drawing.json:\n${found}`,
  ).toEqual(JSON.parse(found));
}, 120_000);
