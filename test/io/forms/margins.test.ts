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

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What shows a part on a page: a reference of the section, or a mark in the text. */
function referenced(kind: string, more = ''): (body: string) => string {
  const isNote = kind.endsWith('notes');
  const mark = isNote
    ? `<w:p><w:r><w:${kind.slice(0, -1)}Reference w:id="2"/></w:r></w:p><w:sectPr/>`
    : `<w:sectPr><w:${kind}Reference xmlns:r="${office}" w:type="default" r:id="rId9"/>${more}</w:sectPr>`;
  return (body) => body.replace('<w:sectPr/>', mark);
}

/** The form with one more part. */
function withPart(kind: string, body: string, refer = referenced(kind)): Buffer {
  const name = `${kind}1.xml`;
  const relation = `<Relationship Id="rId9" Type="${office}/${kind}" Target="${name}"/></Relationships>`;
  const parts = Object.entries(unzipSync(form)).map(([path, data]) => {
    const text = Buffer.from(data).toString('utf8');
    if (path.endsWith('document.xml.rels')) return { name: path, data: text.replace('</Relationships>', relation) };
    return { name: path, data: path === 'word/document.xml' ? refer(text) : text };
  });
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

const header = `<w:hdr ${wordSpaces}>${paragraph('单位：万元')}</w:hdr>`;
const first = (more: string) => (body: string) => referenced('header', more)(body).replace('w:type="default"', 'w:type="first"');

test.each<[string, (body: string) => string, string]>([
  ['of no page', (body) => body, '32000'],
  ['of the first page, which has its own', first('<w:titlePg/>'), '3.2'],
  ['of the first page, which is as the others', first(''), '32000'],
  ['of even pages, which are as the others', (body) => referenced('header')(body).replace('w:type="default"', 'w:type="even"'), '32000'],
])('a header %s', async (_name, refer, expected) => {
  expect(await trade(withPart('header', header, refer))).toBe(expected);
});

test('a note that nothing leads to is on no page', async () => {
  const notes = `<w:footnotes ${wordSpaces}><w:footnote w:id="3">${paragraph('单位为万元。')}</w:footnote></w:footnotes>`;
  expect(await trade(withPart('footnotes', notes))).toBe('32000');
});

test('what a page header names is no answer', async () => {
  const bytes = withPart('header', `<w:hdr ${wordSpaces}>${paragraph('申报主体：别的公司')}</w:hdr>`);
  expect(readForm(await readDocx(bytes), hunan).fields['applicant']?.value ?? null).toBeNull();
});
