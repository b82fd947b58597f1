/** What a page of a Word form shows over its words or instead of them: drawings that float, parts in other formats, controls bound to data. */
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { findFindings } from '../../../domain/package/findings.ts';
import { readForm } from '../../../domain/form/read-form.ts';
import { readFormFile } from '../../../electron/io/forms/read-form-file.ts';
import { buildZip } from '../../fixtures/archives.ts';
import { buildDocx, paragraph, run, wordTable } from '../../fixtures/office.ts';
import { hunan } from '../../fixtures/reading.ts';

const label = '产业园跨境电商年进出口额（亿元）';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The form with parts of its own beside the document. */
function docx(body: string, parts: Readonly<Record<string, string>> = {}, relations = ''): Buffer {
  const own = Object.entries(unzipSync(buildDocx(body))).map(([name, data]) => {
    const text = Buffer.from(data).toString('utf8');
    return { name, data: name.endsWith('document.xml.rels') ? text.replace('</Relationships>', `${relations}</Relationships>`) : text };
  });
  return buildZip([...own, ...Object.entries(parts).map(([name, data]) => ({ name, data }))]);
}

async function read(bytes: Buffer, key = 'annualTrade') {
  const { content } = await readFormFile('申报表.docx', bytes);
  const { fields } = readForm(content, hunan);
  const findings = findFindings(hunan, fields, [], { today: '2026-11-30', apart: content.apart ?? [] });
  const field = fields[key];
  return {
    found: field?.value ?? (field?.why === undefined ? null : `? ${field.why}`),
    apart: findings
      .filter(({ code }) => /^form-(?:shapes|chunks)$/u.test(code))
      .map(({ code, params }) => `${code} ${String(params['count'])}`),
  };
}

const inTable = (xml: string): string =>
  wordTable([
    ['产业园名称', '测试跨境电商产业园'],
    [label, { xml }],
  ]);
const solid = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>';
const veil = '<a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="20000"/></a:srgbClr></a:solidFill>';
const shapeOf = (fill: string): string => `<wps:wsp><wps:spPr>${fill}</wps:spPr></wps:wsp>`;
const image = '<pic:pic xmlns:pic="pic"/>';

interface Placed {
  readonly what?: string;
  readonly attributes?: string;
  readonly vertical?: string;
  readonly wrap?: string;
}

const placed = (from: string, by: number): string =>
  `<wp:positionV relativeFrom="${from}"><wp:posOffset>${by}</wp:posOffset></wp:positionV>`;

function floating({
  what = shapeOf(solid),
  attributes = 'behindDoc="0"',
  vertical = placed('paragraph', 0),
  wrap = 'wrapNone',
}: Placed): string {
  return `<w:r><w:drawing><wp:anchor xmlns:wp="wp" xmlns:a="a" ${attributes}><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>${vertical}<wp:extent cx="900000" cy="250000"/><wp:${wrap}/><a:graphic><a:graphicData>${what}</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>`;
}

const vml = (style: string, more = '', inside = ''): string =>
  `<w:r><w:pict><v:rect xmlns:v="v" style="position:absolute;width:60pt;height:18pt;${style}" ${more}>${inside}</v:rect></w:pict></w:r>`;

describe('a drawing that floats in the cell of a figure', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a filled shape', floating({}), '? covered', []],
    ['a filled shape of the old kind', vml('margin-top:0'), '? covered', []],
    ['a picture, which may hold another figure', floating({ what: image }), '? covered', []],
    ['a picture of the old kind', vml('margin-top:0', '', '<v:imagedata/>'), '? covered', []],
    ['a shape placed by the page', floating({ vertical: placed('page', 4_000_000) }), '? covered', []],
    [
      'a shape filled by its style',
      floating({ what: '<wps:wsp><wps:spPr/><wps:style><a:fillRef idx="1"/></wps:style></wps:wsp>' }),
      '? covered',
      [],
    ],
    ['a frame without a ground', floating({ what: shapeOf('<a:noFill/>') }), '2.5', []],
    ['a frame of the old kind', vml('margin-top:0', 'filled="f"'), '2.5', []],
    ['a shape that lets the words through', floating({ what: shapeOf(veil) }), '2.5', []],
    ['a shape behind the words', floating({ attributes: 'behindDoc="1"' }), '2.5', []],
    ['a shape of the old kind behind the words', vml('margin-top:0;z-index:-1'), '2.5', []],
    ['a shape that words flow around', floating({ wrap: 'wrapSquare' }), '2.5', []],
    ['a hidden shape', floating({}).replace('<wp:extent', '<wp:docPr id="1" name="a" hidden="1"/><wp:extent'), '2.5', []],
    ['a shape well below the figure', floating({ vertical: placed('paragraph', 900_000) }), '2.5', ['form-shapes 1']],
    ['a shape above the figure', floating({ vertical: placed('paragraph', -600_000) }), '2.5', ['form-shapes 1']],
    ['a shape of the old kind well below', vml('margin-top:90pt'), '2.5', ['form-shapes 1']],
    ['a picture well below, as seals are', floating({ what: image, vertical: placed('paragraph', 900_000) }), '2.5', []],
  ])('%s', async (_what, xml, found, apart) => {
    expect(await read(docx(inTable(`<w:p>${run('2.5')}${xml}</w:p>`)))).toEqual({ found, apart });
  });

  test('a seal over words hides nothing', async () => {
    const body = wordTable([
      ['产业园名称', { xml: `<w:p>${run('测试跨境电商产业园')}${floating({ what: image })}</w:p>` }],
      [label, '2.5'],
    ]);
    expect((await read(docx(body), 'parkName')).found).toBe('测试跨境电商产业园');
  });

  test('beside the table it is told', async () => {
    const far = floating({ vertical: placed('paragraph', 1_800_000) });
    expect(await read(docx(`<w:p>${run('湖南省跨境电商产业园申报表')}${far}</w:p>${inTable(`<w:p>${run('2.5')}</w:p>`)}`))).toEqual({
      found: '2.5',
      apart: ['form-shapes 1'],
    });
  });
});

const chunk = '<w:altChunk xmlns:r="r" r:id="rId9"/>';

test('a part in another format is told, and beside a figure leaves it unread', async () => {
  const plain = inTable(`<w:p>${run('2.5')}</w:p>`);
  expect(await read(docx(plain + chunk))).toEqual({ found: '2.5', apart: ['form-chunks 1'] });
  expect(await read(docx(plain.replace('</w:p></w:tc></w:tr></w:tbl>', `</w:p>${chunk}</w:tc></w:tr></w:tbl>`)))).toEqual({
    found: '? glyphs',
    apart: ['form-chunks 1'],
  });
});

const store = (held: string): Readonly<Record<string, string>> => ({
  'customXml/item1.xml': `<f:form xmlns:f="urn:f"><f:trade unit="亿元">${held}</f:trade><f:trade>7</f:trade></f:form>`,
  'customXml/itemProps1.xml': '<ds:datastoreItem xmlns:ds="ds" ds:itemID="{ABC}"/>',
  'customXml/_rels/item1.xml.rels': `<Relationships><Relationship Id="a" Type="${office}/customXmlProps" Target="itemProps1.xml"/></Relationships>`,
});
const joinedTo = `<Relationship Id="rId8" Type="${office}/customXml" Target="../customXml/item1.xml"/>`;
const binding = (path = '/ns0:form[1]/ns0:trade[1]', id = '{abc}'): string =>
  `<w:dataBinding w:prefixMappings="xmlns:ns0='urn:f'" w:xpath="${path}" w:storeItemID="${id}"/>`;
const control = (content: string, properties: string): string =>
  `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
const inLine = (shown: string, properties = binding()): string => `<w:p>${control(run(shown), properties)}</w:p>`;

describe('a content control that is bound to data', () => {
  test.each<[string, string, string, string | null]>([
    ['shows what it is bound to', inLine('2.5'), '2.5', '2.5'],
    ['shows another figure', inLine('2.5'), '3.2', '? stored'],
    ['shows a figure where nothing is held', inLine('2.5'), '', '? stored'],
    ['around the line', control(`<w:p>${run('2.5')}</w:p>`, binding()), '3.2', '? stored'],
    ['is bound to an attribute', inLine('2.5', binding('/ns0:form[1]/ns0:trade[1]/@unit')), '2.5', '? stored'],
    ['is bound to the second of two', inLine('2.5', binding('/ns0:form[1]/ns0:trade[2]')), '2.5', '? stored'],
    ['is bound to nothing that is there', inLine('2.5', binding('/ns0:form[1]/ns0:other[1]')), '3.2', '2.5'],
    ['is bound to another part', inLine('2.5', binding(undefined, '{DEF}')), '3.2', '2.5'],
    ['holds a formatted text', inLine('2.5'), '&lt;pkg:package/&gt;', '2.5'],
    ['only asks', inLine('单击此处输入', '<w:showingPlcHdr/>'), '', null],
    ['around the line, only asks', control(`<w:p>${run('单击此处输入9')}</w:p>`, '<w:showingPlcHdr/>'), '', null],
    [
      'is a list, and shows the words of its value',
      inLine('2.5', `${binding()}<w:dropDownList><w:listItem w:displayText="2.5" w:value="a"/></w:dropDownList>`),
      'a',
      '2.5',
    ],
  ])('%s', async (_what, xml, held, found) => {
    expect((await read(docx(inTable(xml), store(held), joinedTo))).found).toBe(found);
  });

  test('around the cell', async () => {
    const body = inTable(`<w:p>${run('2.5')}</w:p>`).replace(/<w:tc>(?!.*<w:tc>).*<\/w:tc>/su, (cell) => control(cell, binding()));
    expect((await read(docx(body, store('3.2'), joinedTo))).found).toBe('? stored');
    expect((await read(docx(body, store('2.5'), joinedTo))).found).toBe('2.5');
  });

  test.each([
    ['2022年6月', '2022-06-01T00:00:00', '2022-06'],
    ['2022年6月', '2023-06-01T00:00:00', null],
  ])('of a day: %s, %s', async (shown, held, found) => {
    const body = wordTable([
      ['产业园开始运营时间', { xml: inLine(shown, `${binding()}<w:date w:fullDate="2022-06-01T00:00:00Z"/>`) }],
      [label, '2.5'],
    ]);
    const field = await read(docx(body, store(held), joinedTo), 'openedOn');
    expect(field.found === null || String(field.found).startsWith('?') ? null : field.found).toBe(found);
  });

  test('in a line of text', async () => {
    const line = `<w:p>${run(`${label}：`)}${control(run('2.5'), binding())}</w:p>`;
    expect((await read(docx(line, store('3.2'), joinedTo))).found).toBe('? glyphs');
    expect((await read(docx(paragraph(`${label}：2.5`)))).found).toBe('2.5');
  });
});
