/** A unit in a page header, a footer or a note of a Word form counts as one over the table does. */
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { readDocx } from '../../../electron/io/forms/docx.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { buildDocx, paragraph, wordSpaces, wordTable } from '../../fixtures/office.ts';
import { schemeNamed } from '../../fixtures/schemes.ts';

const hunan = schemeNamed('hunan-recognition-2024');
const form = buildDocx(
  wordTable([
    ['产业园名称', '测试跨境电商产业园'],
    ['产业园跨境电商年进出口额', '32000'],
  ]),
);

/** The form with one more part. */
function withPart(kind: string, body: string): Buffer {
  const name = `${kind}1.xml`;
  const parts = Object.entries(unzipSync(form)).map(([path, data]) => ({
    name: path,
    data: path.endsWith('document.xml.rels')
      ? Buffer.from(data)
          .toString('utf8')
          .replace(
            '</Relationships>',
            `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${name}"/></Relationships>`,
          )
      : Buffer.from(data),
  }));
  return buildZip([...parts, { name: `word/${name}`, data: `<?xml version="1.0"?>${body}` }]);
}

const trade = async (bytes: Uint8Array) => {
  const read = readForm(await readDocx(bytes), hunan).fields['annualTrade'];
  return read?.value ?? read?.why ?? null;
};

test.each([
  ['header', `<w:hdr ${wordSpaces}>${paragraph('单位：万元')}</w:hdr>`, '3.2'],
  ['header', `<w:hdr ${wordSpaces}>${wordTable([['湖南省商务厅', '单位：万元']])}</w:hdr>`, '3.2'],
  ['footer', `<w:ftr ${wordSpaces}>${paragraph('注：本表单位为万元。')}</w:ftr>`, '3.2'],
  ['footnotes', `<w:footnotes ${wordSpaces}><w:footnote w:id="2">${paragraph('单位为万元。')}</w:footnote></w:footnotes>`, '3.2'],
  ['header', `<w:hdr ${wordSpaces}>${paragraph('币种：美元')}</w:hdr>`, 'currency'],
  ['header', `<w:hdr ${wordSpaces}>${paragraph('湖南省商务厅')}</w:hdr>`, '32000'],
])('%s %s', async (kind, body, expected) => {
  expect(await trade(withPart(kind, body))).toBe(expected);
});

test('what a page header names is no answer', async () => {
  const bytes = withPart('header', `<w:hdr ${wordSpaces}>${paragraph('申报主体：别的公司')}</w:hdr>`);
  expect(readForm(await readDocx(bytes), hunan).fields['applicant']?.value ?? null).toBeNull();
});
