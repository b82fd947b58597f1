import { unzipSync, strFromU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { renderDocx } from '../../../electron/io/documents/docx.ts';
import { publicityData, reviewData, samples, translator } from '../../fixtures/documents.ts';

const t = translator('zh');
/** The words of the file in reading order. */
async function wordsOf(data: (typeof samples)[number]): Promise<{ text: string; xml: string }> {
  const parts = unzipSync(await renderDocx(buildDocument(data, t)));
  const xml = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  return {
    xml,
    text: [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)]
      .map(([, words]) => words)
      .join('')
      .replaceAll('&amp;', '&'),
  };
}

describe('docx', () => {
  test.each(samples.map((data) => [data.kind, data] as const))('%s becomes a file that reads in order', async (_, data) => {
    const { text } = await wordsOf(data);
    const pieces = [
      ...buildDocument(data, t).blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : [])),
      '如何核验本文书',
      data.chainHead.slice(0, 8),
    ];
    let from = 0;
    for (const piece of pieces) {
      const found = text.indexOf(piece, from);
      expect(found, piece).toBeGreaterThanOrEqual(from);
      from = found;
    }
  });

  test('notice_keeps_its_form', async () => {
    const { text, xml } = await wordsOf(publicityData);
    expect(text.indexOf('拟认定名单的公示')).toBeGreaterThanOrEqual(0);
    expect(text.indexOf('公示时间：2026年11月23日至2026年11月27日')).toBeGreaterThan(text.indexOf('现予公示'));
    expect(xml).toContain('w:w="11906" w:h="16838"');
    expect(xml).toContain('w:top="2098"');
    expect(xml).toMatch(/<w:tblHeader\/>/);
  });

  test('dropped_scores_are_struck', async () => {
    const { xml } = await wordsOf(reviewData);
    expect(xml.match(/<w:strike\/>/g)?.length).toBe(14);
  });
});
