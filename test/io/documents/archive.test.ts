/**
 * PDF/A-3b by its clauses (ISO 19005-3), as far as the structure tells, and what readers who listen need (ISO 14289-1).
 * No validator is to be had in this machine's packages; qpdf's view of the file is the independent witness.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { loadFonts, renderPdf, type FontSet } from '../../../electron/io/pdf/render.ts';
import { samples, shortlistData, translator } from '../../fixtures/documents.ts';
import { signPdf, makeInstitution, now, passphrase } from '../../fixtures/institution.ts';
import { longReport, photos } from '../../fixtures/long-report.ts';
import { has } from '../../fixtures/tools.ts';

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };
type Dict = { [key: string]: Value };

const folder = mkdtempSync(join(tmpdir(), 'archive-'));
let fonts: FontSet;
beforeAll(async () => {
  fonts = await loadFonts(join(import.meta.dirname, '../../../resources/fonts'));
});

interface File {
  readonly bytes: Uint8Array;
  readonly catalog: Dict;
  readonly trailer: Dict;
  /** every dictionary, of streams too */
  readonly dicts: readonly Dict[];
  readonly get: (value: Value | undefined) => Value | undefined;
  readonly dict: (value: Value | undefined) => Dict;
  /** an unpacked stream */
  readonly stream: (reference: Value | undefined) => Buffer;
}

function open(bytes: Uint8Array, name: string): File {
  const path = join(folder, `${name.replaceAll(/\W/g, '-')}.pdf`);
  writeFileSync(path, bytes);
  const qpdf = (...args: string[]): Buffer =>
    execFileSync('qpdf', [...args, path], { maxBuffer: 2 ** 28, stdio: ['ignore', 'pipe', 'ignore'] });
  const objects = (
    JSON.parse(qpdf('--json=2', '--json-key=qpdf', '--json-stream-data=none').toString('utf8')) as {
      qpdf: [unknown, Record<string, { value?: Value; stream?: { dict: Dict } }>];
    }
  ).qpdf[1];
  const isDict = (value: Value | undefined): value is Dict => typeof value === 'object' && value !== null && !Array.isArray(value);
  const get = (value: Value | undefined): Value | undefined => {
    if (typeof value !== 'string' || !/^\d+ \d+ R$/.test(value)) return value;
    const found = objects[`obj:${value}`];
    return found?.stream?.dict ?? found?.value;
  };
  const dict = (value: Value | undefined): Dict => {
    const found = get(value);
    return isDict(found) ? found : {};
  };
  const all: Dict[] = [];
  const walk = (value: Value | undefined): void => {
    if (Array.isArray(value)) for (const each of value) walk(each);
    else if (isDict(value)) {
      all.push(value);
      for (const each of Object.values(value)) walk(each);
    }
  };
  for (const found of Object.values(objects)) walk(found.stream?.dict ?? found.value);
  const trailer = dict(objects['trailer']?.value);
  return {
    bytes,
    trailer,
    catalog: dict(trailer['/Root']),
    dicts: all,
    get,
    dict,
    stream: (reference) =>
      qpdf(`--show-object=${(typeof reference === 'string' ? reference : '').split(' ').slice(0, 2).join(',')}`, '--filtered-stream-data'),
  };
}

const list = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : []);
const text = (value: Value | undefined): string => (typeof value === 'string' ? value.replace(/^u:/, '') : '');
const typed = (file: File, key: string, value: string): Dict[] => file.dicts.filter((each) => each[key] === value);

/** Every clause in its order; each fails by its number. */
function checkArchive(file: File): void {
  const { bytes, catalog, trailer } = file;
  const raw = Buffer.from(bytes).toString('latin1');
  expect(raw, '6.1.2 header').toMatch(/^%PDF-1\.[0-7]\n%[\x80-\xff]{4}/);
  expect(list(trailer['/ID']), '6.1.3 identifier').toHaveLength(2);
  expect(trailer['/Encrypt'], '6.1.3 no encryption').toBeUndefined();
  expect(raw.trimEnd().endsWith('%%EOF'), '6.1.3 nothing behind the end').toBe(true);
  for (const each of file.dicts) {
    expect(each['/F'] !== undefined && each['/FFilter'] !== undefined, '6.1.7.1 no external streams').toBe(false);
    expect(JSON.stringify(each['/Filter'] ?? ''), '6.1.7.2 no LZW, 6.1.7.3 no crypt').not.toMatch(/LZWDecode|Crypt/);
  }
  const [intent] = list(catalog['/OutputIntents']).map(file.dict);
  expect(list(catalog['/OutputIntents']), '6.2.3 one output intent').toHaveLength(1);
  expect(intent, '6.2.3 output intent').toMatchObject({ '/S': '/GTS_PDFA1' });
  const profile = file.stream(intent?.['/DestOutputProfile']);
  expect([profile.subarray(36, 40).toString('latin1'), profile.subarray(16, 20).toString('latin1')], '6.2.3 an RGB profile').toEqual([
    'acsp',
    'RGB ',
  ]);
  expect([profile.readUInt32BE(0), file.dict(intent?.['/DestOutputProfile'])['/N']], '6.2.3 whole profile').toEqual([profile.length, 3]);
  for (const each of file.dicts) {
    expect(JSON.stringify(each['/ColorSpace'] ?? ''), '6.2.4.3 no CMYK under an RGB intent').not.toContain('DeviceCMYK');
    for (const key of ['/TR', '/HTP', '/OPI', '/PS', '/Ref', '/Alternates']) expect(each[key], `6.2 no ${key}`).toBeUndefined();
    if (each['/Type'] === '/ExtGState')
      expect([each['/TR2'] ?? '/Default', each['/BM'] ?? '/Normal'], '6.2.5, 6.2.10').toEqual(['/Default', '/Normal']);
    if (each['/Subtype'] === '/Image') expect(each['/Interpolate'] ?? false, '6.2.8 no interpolation').toBe(false);
  }
  const faces = typed(file, '/Type', '/Font');
  expect(faces.length, 'fonts are there').toBeGreaterThan(1);
  for (const face of faces) {
    if (face['/Subtype'] === '/Type0') {
      expect([face['/Encoding'], face['/ToUnicode'] === undefined], '6.2.11.3.3 cmap, 6.2.11.7.2 ToUnicode').toEqual([
        '/Identity-H',
        false,
      ]);
      const codes = [
        ...file
          .stream(face['/ToUnicode'])
          .toString('latin1')
          .matchAll(/<([0-9a-fA-F]{4})>/g),
      ].map(([, code = '']) => code.toLowerCase());
      for (const none of ['fffe', 'feff']) expect(codes, '6.2.11.7.2 no empty meaning').not.toContain(none);
      continue;
    }
    expect(face['/Subtype'], '6.2.11.2 composite TrueType only').toBe('/CIDFontType2');
    expect(face['/CIDToGIDMap'], '6.2.11.3.2').toBe('/Identity');
    expect(text(face['/BaseFont']), '6.2.11.4.1 a subset').toMatch(/^\/[A-Z]{6}\+/);
    const descriptor = file.dict(face['/FontDescriptor']);
    expect(file.stream(descriptor['/FontFile2']).length, '6.2.11.4.1 embedded').toBeGreaterThan(1000);
    expect(descriptor['/CIDSet'], '6.2.11.4.2 no set, or a whole one').toBeUndefined();
  }
  for (const annotation of typed(file, '/Type', '/Annot')) {
    expect(annotation['/Subtype'], '6.3.1 kinds').toBe('/Widget');
    expect(Number(annotation['/F']) & 0b111, '6.3.2 printed, not hidden').toBe(4);
    const appearance = file.dict(annotation['/AP']);
    const [left, bottom, right, top] = list(annotation['/Rect']).map(Number);
    if (left !== right || bottom !== top) expect(Object.keys(appearance), '6.3.3 one appearance').toEqual(['/N']);
    for (const key of ['/A', '/AA']) expect(annotation[key], `6.4.1 no ${key}`).toBeUndefined();
  }
  const form = file.dict(catalog['/AcroForm']);
  expect([form['/NeedAppearances'] ?? false, form['/XFA'] ?? null], '6.4.1').toEqual([false, null]);
  for (const key of ['/OpenAction', '/AA', '/NeedsRendering', '/Requirements', '/OCProperties'])
    expect(catalog[key], `6.5, 6.9, 6.11: no ${key}`).toBeUndefined();
  expect(
    file.dicts.some((each) => each['/S'] === '/JavaScript' || each['/S'] === '/Launch'),
    '6.5.1 no actions',
  ).toBe(false);
  expect(file.dict(catalog['/Metadata'])['/Filter'], '6.6.2.1 metadata is readable as it stands').toBeUndefined();
  const xmp = file.stream(catalog['/Metadata']).toString('utf8');
  expect(xmp, '6.6.4 part').toContain('<pdfaid:part>3</pdfaid:part>');
  expect(xmp, '6.6.4 conformance').toContain('<pdfaid:conformance>B</pdfaid:conformance>');
  expect(new Set(Array.from(xmp.matchAll(/xmlns:(\w+)=/g), ([, prefix]) => prefix)), '6.6.2.3 known schemas only').toEqual(
    new Set(['x', 'rdf', 'pdfaid', 'xmp', 'dc', 'pdf']),
  );
  const information = file.dict(trailer['/Info']);
  expect(xmp.replaceAll('&amp;', '&'), '6.6.3 the two say the same').toContain(text(file.get(information['/Title'])));
  const specifications = file.dicts.filter((each) => each['/Type'] === '/Filespec');
  expect(specifications.length, 'figures are attached').toBeGreaterThan(0);
  for (const specification of specifications) {
    expect([text(specification['/F']), text(specification['/UF'])], '6.8 names').toEqual([
      expect.stringMatching(/\.(json|png)$/),
      text(specification['/F']),
    ]);
    expect(specification['/AFRelationship'], '6.8 relationship').toMatch(/^\/(Data|Source)$/);
    const embedded = file.dict(file.dict(specification['/EF'])['/F']);
    expect([embedded['/Subtype'], text(file.dict(embedded['/Params'])['/ModDate'])], '6.8 kind and date').toEqual([
      expect.stringMatching(/^\/(application\/json|image\/png)$/),
      expect.stringMatching(/^D:\d{14}/),
    ]);
  }
  expect(list(file.get(catalog['/AF'])), '6.8 associated with the document').toHaveLength(specifications.length);
}

interface Element {
  readonly type: string;
  readonly dict: Dict;
  readonly kids: readonly Element[];
}

function structure(file: File): Element[] {
  const read = (value: Value | undefined): Element[] => {
    const found = file.get(value);
    if (Array.isArray(found)) return found.flatMap(read);
    const dict = file.dict(value);
    return typeof dict['/S'] === 'string' ? [{ type: dict['/S'].slice(1), dict, kids: read(dict['/K']) }] : [];
  };
  return read(file.dict(file.catalog['/StructTreeRoot'])['/K']);
}

function flat(elements: readonly Element[]): Element[] {
  return elements.flatMap((element) => [element, ...flat(element.kids)]);
}

/** The levels of the bookmarks, in their order. */
function bookmarks(file: File, first: Value | undefined, level: number): number[] {
  const found: number[] = [];
  for (let item = file.dict(first); typeof item['/Title'] === 'string'; item = file.dict(item['/Next']))
    found.push(level, ...bookmarks(file, item['/First'], level + 1));
  return found;
}

/** What a reader who listens is told. */
function checkTags(file: File, language: string): void {
  const { catalog } = file;
  expect([
    text(catalog['/Lang']),
    file.dict(catalog['/MarkInfo'])['/Marked'],
    file.dict(catalog['/ViewerPreferences'])['/DisplayDocTitle'],
  ]).toEqual([language, true, true]);
  const elements = flat(structure(file));
  expect(elements[0]?.type).toBe('Document');
  const heads = elements.filter(({ type }) => /^H\d$/.test(type)).map(({ type }) => Number(type[1]));
  expect(heads[0]).toBe(1);
  for (const [index, level] of heads.entries()) expect(level, `heading ${index}`).toBeLessThanOrEqual((heads[index - 1] ?? 0) + 1);
  for (const { type, dict } of elements)
    if (type === 'Figure' || type === 'Form') expect(text(dict['/Alt']).length, type).toBeGreaterThan(0);
  for (const table of elements.filter(({ type }) => type === 'Table')) {
    const kinds = table.kids.map(({ type }) => type);
    expect(kinds.slice(1)).not.toContain('Caption');
    for (const row of table.kids.filter(({ type }) => type !== 'Caption')) {
      expect(row.type).toBe('TR');
      for (const cell of row.kids) {
        expect(['TH', 'TD']).toContain(cell.type);
        if (cell.type === 'TH') expect(JSON.stringify(cell.dict['/A'] ?? '')).toMatch(/\/(Column|Row)"/);
      }
    }
    // a table with a head, or with heads at its sides
    expect(flat(table.kids).some(({ type }) => type === 'TH')).toBe(true);
  }
  for (const quote of elements.filter(({ type }) => type === 'BlockQuote')) expect(quote.kids.map(({ type }) => type)).toEqual(['P']);
  const widgets = typed(file, '/Subtype', '/Widget');
  expect(elements.filter(({ type }) => type === 'Form')).toHaveLength(widgets.length);
  for (const page of typed(file, '/Type', '/Page')) expect([page['/Tabs'], typeof page['/StructParents']]).toEqual(['/S', 'number']);
  // a bookmark for every heading but that of a cover
  const covers =
    elements.filter(({ type }) => type === 'H1').length -
    bookmarks(file, file.dict(catalog['/Outlines'])['/First'], 1).filter((level) => level === 1).length;
  expect(covers).toBeGreaterThanOrEqual(0);
  expect(covers).toBeLessThanOrEqual(2);
  expect(bookmarks(file, file.dict(catalog['/Outlines'])['/First'], 1)).toHaveLength(heads.length - covers);
}

describe.skipIf(!has('qpdf'))('archive and access (needs qpdf)', () => {
  test.each(samples.flatMap((data) => (['zh', 'en'] as const).map((language) => [data.kind, language, data] as const)))(
    'the document %s in %s',
    async (kind, language, data) => {
      const { bytes } = await renderPdf(buildDocument({ ...data, language }, translator(language)), {
        fonts,
        createdAt: now,
        program: '1',
      });
      const file = open(bytes, `${kind}-${language}`);
      checkArchive(file);
      checkTags(file, language === 'zh' ? 'zh-CN' : 'en');
    },
  );

  test('a_report_with_photos_of_both_kinds', async () => {
    const { bytes } = await renderPdf(buildDocument(longReport(), translator('zh')), { fonts, createdAt: now, images: photos });
    const file = open(bytes, 'long');
    checkArchive(file);
    checkTags(file, 'zh-CN');
  }, 60_000);

  test('signatures_leave_it_an_archive_file', async () => {
    const { institution } = await makeInstitution();
    const { bytes } = await renderPdf(buildDocument(shortlistData, translator('zh')), { fonts, createdAt: now });
    const signed = await signPdf(bytes, {
      p12: institution.p12,
      passphrase,
      fieldName: 'institution',
      reason: '出具',
      location: '中国',
      at: now,
      fonts,
      label: '机构\n2026年11月20日',
      seal: true,
    });
    const file = open(signed, 'signed');
    checkArchive(file);
    const [signature] = typed(file, '/Type', '/Sig');
    expect(
      [
        list(signature?.['/ByteRange'])[0],
        Number(list(signature?.['/ByteRange'])[2]) + Number(list(signature?.['/ByteRange'])[3]),
        signature?.['/SubFilter'],
      ],
      '6.4.3 the whole file',
    ).toEqual([0, signed.length, '/ETSI.CAdES.detached']);
  }, 60_000);

  test('a_fault_in_any_clause_is_seen', async () => {
    const { bytes } = await renderPdf(buildDocument(shortlistData, translator('zh')), { fonts, createdAt: now });
    const spoilt = (from: string, to: string): File =>
      open(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1'), 'spoilt');
    for (const [from, to, clause] of [
      ['/GTS_PDFA1', '/GTS_PDFX1', '6.2.3'],
      ['/AFRelationship /Data', '/AFRelationship /Junk', '6.8'],
      ['<pdfaid:part>3', '<pdfaid:part>2', '6.6.4'],
      ['/F 4\n', '/F 2\n', '6.3.2'],
      ['/FontFile2', '/FontFileX', '6.2.11.4.1'],
    ] as const) {
      expect(() => checkArchive(spoilt(from, to)), clause).toThrow(clause);
    }
  });
});
