/** Old Word files as an office suite saves them: what stands around the table says its unit, signs are no figures, and drawings float over cells. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, expect, test } from 'vitest';
import { readForm } from '../../../domain/form/read-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { buildDocx, paragraph, run, wordSpaces, wordTable } from '../../fixtures/office.ts';
import { hunan, openDesk } from '../../fixtures/reading.ts';
import { convertOffice, has } from '../../fixtures/tools.ts';

const desk = openDesk();
afterAll(() => desk.clear());

const label = '产业园跨境电商年进出口额';

interface Written {
  /** runs of the cell */
  readonly runs?: string;
  /** in front of the table */
  readonly before?: string;
  /** kind, root element and its content */
  readonly part?: readonly [kind: string, body: string];
  readonly found: string;
}

const relation = (kind: string): string =>
  `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="more.xml"/>`;

const contentTypes: Readonly<Record<string, string>> = {
  header: 'header',
  footer: 'footer',
  footnotes: 'footnotes',
  comments: 'comments',
};

function docx({ runs = run('32000'), before = '', part }: Written): Buffer {
  const table = wordTable([
    ['产业园名称', '测试跨境电商产业园'],
    [label, { xml: `<w:p>${runs}</w:p>` }],
  ]);
  const isMargin = part?.[0] === 'header' || part?.[0] === 'footer';
  const body = before + table + paragraph('填报人：张三');
  const parts = Object.entries(unzipSync(buildDocx(body))).map(([name, data]) => {
    const text = Buffer.from(data).toString('utf8');
    if (!part) return { name, data: text };
    if (name === '[Content_Types].xml')
      return {
        name,
        data: text.replace(
          '</Types>',
          `<Override PartName="/word/more.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.${contentTypes[part[0]]}+xml"/></Types>`,
        ),
      };
    if (name.endsWith('document.xml.rels')) return { name, data: text.replace('</Relationships>', `${relation(part[0])}</Relationships>`) };
    const reference = `<w:sectPr><w:${part[0]}Reference w:type="default" r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></w:sectPr>`;
    return { name, data: name === 'word/document.xml' && isMargin ? text.replace('<w:sectPr/>', reference) : text };
  });
  return buildZip([...parts, ...(part ? [{ name: 'word/more.xml', data: `<?xml version="1.0"?>${part[1]}` }] : [])]);
}

const box = (words: string): string =>
  paragraph(
    `<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:200pt;height:40pt"><v:textbox><w:txbxContent>${paragraph(words)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>`,
  );
const note = '<w:r><w:footnoteReference w:id="2"/></w:r>';
const commented = `<w:commentRangeStart w:id="2"/>${run('32000')}<w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r>`;
const signs = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>';

const written: Readonly<Record<string, Written>> = {
  nothing: { found: '32000' },
  'a header': { part: ['header', `<w:hdr ${wordSpaces}>${paragraph('单位：万元')}</w:hdr>`], found: '3.2' },
  'a header in a table': {
    part: ['header', `<w:hdr ${wordSpaces}>${wordTable([['商务厅', '单位：万元']])}${paragraph('')}</w:hdr>`],
    found: '3.2',
  },
  'a footer': { part: ['footer', `<w:ftr ${wordSpaces}>${paragraph('注：本表单位为万元。')}</w:ftr>`], found: '3.2' },
  'a header of something else': { part: ['header', `<w:hdr ${wordSpaces}>${paragraph('湖南省商务厅')}</w:hdr>`], found: '32000' },
  'a footnote': {
    runs: run('32000') + note,
    part: ['footnotes', `<w:footnotes ${wordSpaces}><w:footnote w:id="2">${paragraph('单位为万元。')}</w:footnote></w:footnotes>`],
    found: '3.2',
  },
  'a comment that takes the figure back': {
    runs: commented,
    part: ['comments', `<w:comments ${wordSpaces}><w:comment w:id="2" w:author="a">${paragraph('应为35000')}</w:comment></w:comments>`],
    found: '? unproven',
  },
  'a comment that says its unit': {
    runs: commented,
    part: ['comments', `<w:comments ${wordSpaces}><w:comment w:id="2" w:author="a">${paragraph('单位：万元')}</w:comment></w:comments>`],
    found: '3.2',
  },
  'a comment on something else': {
    runs: run('32000'),
    before: `<w:p>${run('申报表')}<w:commentRangeStart w:id="2"/>${run('甲')}<w:commentRangeEnd w:id="2"/><w:r><w:commentReference w:id="2"/></w:r></w:p>`,
    part: ['comments', `<w:comments ${wordSpaces}><w:comment w:id="2" w:author="a">${paragraph('应为乙')}</w:comment></w:comments>`],
    found: '32000',
  },
  'a text box': { before: box('单位：万元'), found: '3.2' },
  'a figure in Wingdings': { runs: run('3') + run('5', signs), found: '? glyphs' },
};

test.skipIf(!has('soffice'))(
  'as .doc (needs soffice)',
  async () => {
    const names = Object.keys(written);
    const files = names.map((_, at) => desk.put(`${at}.docx`, docx(Object.values(written)[at] ?? { found: '' })));
    const out = join(desk.folder, 'out');
    convertOffice(desk.folder, 'doc:MS Word 97', out, files);
    const found: Record<string, string> = {};
    for (const [at, name] of names.entries()) {
      const { format, content } = await readFormFile('a.doc', readFileSync(join(out, `${at}.doc`)));
      expect(format).toBe('doc');
      const read = readForm(content, hunan).fields['annualTrade'];
      found[name] = String(read?.value ?? (read?.why === undefined ? null : `? ${read.why}`));
    }
    expect(found).toEqual(Object.fromEntries(Object.entries(written).map(([name, { found: value }]) => [name, value])));
  },
  180_000,
);

/** What an office suite says of the ground of two cells at the end of each row, in whose place a line through cells is said. */
const grounds = Buffer.from([0x70, 0xd6, 0x14]);

/** [MS-DOC] 2.9.302: cells, which lines of them, and the line; the rest of the place is a ground of nothing. */
function withLines(doc: Buffer, first: number, end: number, which: number, sort: number): Buffer {
  const lines = [0x2f, 0xd6, 11, first, end, which, 0, 0, 0, 0, 4, sort, 0, 0, 0x70, 0xd6, 6, 0, 0, 0, 0, 0, 0];
  const changed = Buffer.from(doc);
  let places = 0;
  for (let at = changed.indexOf(grounds); at >= 0; at = changed.indexOf(grounds, at + 1)) {
    Buffer.from(lines).copy(changed, at);
    places += 1;
  }
  expect(places).toBeGreaterThan(1);
  return changed;
}

test.skipIf(!has('soffice'))(
  'a line from corner to corner of a cell (needs soffice)',
  async () => {
    const source = desk.put('crossed.docx', docx({ found: '' }));
    convertOffice(desk.folder, 'doc:MS Word 97', join(desk.folder, 'crossed'), [source]);
    const doc = readFileSync(join(desk.folder, 'crossed/crossed.doc'));
    const read = async (...lines: [first: number, end: number, which: number, sort: number]): Promise<string> => {
      const { content } = await readFormFile('a.doc', withLines(doc, ...lines));
      const field = readForm(content, hunan).fields['annualTrade'];
      return String(field?.value ?? `? ${field?.why}`);
    };
    expect(await read(1, 2, 0x10, 1)).toBe('? crossed');
    expect(await read(1, 2, 0x20, 3)).toBe('? crossed');
    expect(await read(0, 2, 0x30, 1)).toBe('? crossed');
    // the lines around it, no line, and a cell that is not there
    expect(await read(1, 2, 0x0f, 1)).toBe('32000');
    expect(await read(1, 2, 0x10, 0)).toBe('32000');
    expect(await read(2, 3, 0x10, 1)).toBe('32000');
  },
  60_000,
);

const shape = (style: string, more = '', inside = '', name = 'rect'): string =>
  `<w:r><w:pict><v:${name} xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;margin-left:0;width:60pt;height:18pt;${style}" ${more}>${inside}</v:${name}></w:pict></w:r>`;
const words = `<v:textbox><w:txbxContent>${paragraph('9.9')}</w:txbxContent></v:textbox>`;
const white = 'fillcolor="white"';
const half = `<v:fill opacity="0.2" color="white"/>`;

/** A drawing in the cell of the figure 3.2, or where else it is anchored, and what comes of it. */
const floating: Readonly<Record<string, readonly [cell: string, before: string, found: string, apart: number]>> = {
  'a filled shape': [shape('margin-top:0;z-index:1', white), '', '? covered', 0],
  'a filled shape of another form': [shape('margin-top:0;z-index:1', white, '', 'oval'), '', '? covered', 0],
  'a text box with another figure': [shape('margin-top:0;z-index:1', white, words), '', '? covered', 0],
  'a frame without a ground': [shape('margin-top:0;z-index:1', 'filled="f"'), '', '3.2', 0],
  'a shape behind the words': [shape('margin-top:0;z-index:-1', white), '', '3.2', 0],
  'a shape that lets the words through': [shape('margin-top:0;z-index:1', '', half), '', '3.2', 0],
  'a line': [shape('margin-top:9pt;z-index:1', 'from="0,9pt" to="60pt,9pt"', '', 'line'), '', '3.2', 0],
  'a shape well below': [shape('margin-top:90pt;z-index:1', white), '', '3.2', 1],
  'a shape beside the table': ['', `<w:p>${run('附注')}${shape('margin-top:20pt;z-index:1', white)}</w:p>`, '3.2', 1],
};

test.skipIf(!has('soffice'))(
  'a drawing that floats over a cell (needs soffice)',
  async () => {
    const form = (cell: string, before: string): Buffer =>
      buildDocx(
        before +
          wordTable([
            ['产业园名称', '测试跨境电商产业园'],
            [`${label}（亿元）`, { xml: `<w:p>${run('3.2')}${cell}</w:p>` }],
            ['产业园总建筑面积（平方米）', '20000'],
          ]) +
          paragraph('填报人：张三'),
      );
    const sources = Object.values(floating).map(([cell, before], at) => desk.put(`over${at}.docx`, form(cell, before)));
    const out = join(desk.folder, 'over');
    convertOffice(desk.folder, 'doc:MS Word 97', out, sources);
    const results = [];
    for (const [at, name] of Object.keys(floating).entries()) {
      const { content } = await readFormFile('a.doc', readFileSync(join(out, `over${at}.doc`)));
      const { annualTrade, totalArea, parkName } = readForm(content, hunan).fields;
      // of the other cells everything is read
      expect([totalArea?.value, parkName?.value]).toEqual(['20000', '测试跨境电商产业园']);
      results.push([name, String(annualTrade?.value ?? `? ${annualTrade?.why}`), content.apart?.length ?? 0]);
    }
    expect(results).toEqual(Object.entries(floating).map(([name, [, , found, apart]]) => [name, found, apart]));
    // [MS-DOC] 2.9.253: to the paragraph, and 18 points down; by the page it may lie anywhere
    const doc = readFileSync(join(out, 'over0.doc'));
    const place = doc.indexOf(Buffer.from([0x68, 1, 0, 0, 0x74, 0]));
    expect(place).toBeGreaterThan(0);
    const placed = (bottom: number, flags: number): Buffer => {
      const changed = Buffer.from(doc);
      changed.writeInt32LE(bottom - 360, place - 8);
      changed.writeInt32LE(bottom, place);
      changed.writeUInt16LE(flags, place + 4);
      return changed;
    };
    const far = 6000;
    for (const [flags, found] of [
      [0x74, '3.2'],
      [0x6c, '? covered'],
      [0x64, '? covered'],
    ] as const) {
      const { annualTrade } = readForm((await readFormFile('a.doc', placed(far, flags))).content, hunan).fields;
      expect([flags, annualTrade?.value ?? `? ${annualTrade?.why}`]).toEqual([flags, found]);
    }
  },
  180_000,
);

test.skipIf(!has('soffice'))(
  'a seal over words hides nothing (needs soffice)',
  async () => {
    const body = wordTable([
      ['产业园名称', { xml: `<w:p>${run('测试跨境电商产业园')}${shape('margin-top:0;z-index:1', white)}</w:p>` }],
      [`${label}（亿元）`, '3.2'],
    ]);
    const out = join(desk.folder, 'seal');
    convertOffice(desk.folder, 'doc:MS Word 97', out, [desk.put('seal.docx', buildDocx(body))]);
    const { fields } = readForm((await readFormFile('a.doc', readFileSync(join(out, 'seal.doc')))).content, hunan);
    expect([fields['parkName']?.value, fields['annualTrade']?.value]).toEqual(['测试跨境电商产业园', '3.2']);
  },
  60_000,
);
