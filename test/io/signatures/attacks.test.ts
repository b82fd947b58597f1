/**
 * Published attacks on signed PDFs, each built from a document of ours; none may be called valid. Poppler's `pdfsig` is asked about
 * each too, and where it says otherwise that is written down here: it judges the signed bytes, and not what a reader shows.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildDocument } from '../../../domain/report/documents/document.ts';
import { redrawer } from '../../../electron/io/documents/redraw.ts';
import { drawingVersion, loadFonts, renderPdf, type FontSet } from '../../../electron/io/pdf/render.ts';
import { hashOf } from '../../../electron/io/hash.ts';
import { differingPages } from '../../../electron/io/signatures/second-reader.ts';
import { readStructure } from '../../../electron/io/signatures/structure.ts';
import type { VerifyStatus } from '../../../electron/io/signatures/status.ts';
import { verifyPdf } from '../../../electron/io/signatures/verify.ts';
import { makeAuthority, stampDocument, type Authority } from '../../fixtures/authority.ts';
import { shortlistData, translator } from '../../fixtures/documents.ts';
import { makeInstitution, now, passphrase, signPdf } from '../../fixtures/institution.ts';
import { appendRevision, blackPage, firstPage, freeNumber, objectText, replaceText, rootOf } from './attack-builders.ts';
import { has, run } from '../../fixtures/tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'attacks-'));
const fontFolder = join(import.meta.dirname, '../../../resources/fonts');
const t = translator('zh');
let fonts: FontSet;
let institution: { p12: Uint8Array; rootCertificatePem: string };
let drawn: Uint8Array;
let signed: Uint8Array;
let authority: Authority | undefined;

const sign = (bytes: Uint8Array, fieldName = 'institution'): Promise<Uint8Array> =>
  signPdf(bytes, {
    p12: institution.p12,
    passphrase,
    fieldName,
    reason: '',
    location: '',
    at: now,
    fonts,
    seal: true,
  });
const verify = (bytes: Uint8Array, more: readonly string[] = []): Promise<VerifyStatus> =>
  verifyPdf(bytes, { roots: [institution.rootCertificatePem, ...more], now, pages: redrawer({ fontFolder, translator }) });

beforeAll(async () => {
  fonts = await loadFonts(fontFolder);
  ({ institution } = await makeInstitution());
  drawn = (await renderPdf(buildDocument(shortlistData, t), { fonts, createdAt: now, program: '1.2.3' })).bytes;
  signed = await sign(drawn);
  if (has('openssl')) authority = makeAuthority();
}, 120_000);

/** The content of the first page under its own number, and the honest one under a number that the table confuses with it. */
function confused(bytes: Uint8Array, as: (content: number, free: number) => string): Uint8Array {
  const { content } = firstPage(bytes);
  return appendRevision(bytes, [
    { number: content, text: blackPage(), listed: false },
    { number: content, as: as(content, freeNumber(bytes)), text: objectText(bytes, content) },
  ]);
}

/** The first page with another content. */
function otherPage(bytes: Uint8Array, content: number): string {
  return objectText(bytes, firstPage(bytes).page).replace(/\/Contents \d+ 0 R/, `/Contents ${content} 0 R`);
}

interface Attack {
  readonly name: string;
  readonly make: () => Uint8Array | Promise<Uint8Array>;
  readonly status: VerifyStatus['status'];
  /** what pdfsig says of the one signature: it holds, or not; null: it finds none or does not read the file */
  readonly pdfsig: 'valid' | 'invalid' | null;
}

const attacks: readonly Attack[] = [
  // what an outsider appends after the last signature
  {
    name: 'incremental saving: a new page content',
    make: () => appendRevision(signed, [{ number: firstPage(signed).content, text: blackPage() }]),
    status: 'altered',
    pdfsig: 'valid',
  },
  {
    name: 'incremental saving without a table',
    make: () => Buffer.concat([signed, Buffer.from(`\n${firstPage(signed).content} 0 obj\n${blackPage()}\nendobj\n`, 'latin1')]),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'incremental saving with a table and no trailer',
    make: () => Buffer.concat([signed, Buffer.from(`\nxref\n0 0\nstartxref\n0\n%%EOF\n`)]),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'the table names an object of another number',
    make: () => confused(signed, (_, free) => `${free} 0`),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'the table names an object of another generation',
    make: () => confused(signed, (content) => `${content} 7`),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'an object outside the tables',
    make: () => appendRevision(signed, [{ number: firstPage(signed).content, text: blackPage(), listed: false }]),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'one number twice in a table',
    make: () => {
      const { content } = firstPage(signed);
      return appendRevision(signed, [
        { number: content, text: objectText(signed, content) },
        { number: content, text: blackPage() },
      ]);
    },
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'a table that points into an earlier revision',
    make: () =>
      appendRevision(signed, [], {
        entries: [[firstPage(signed).content, Buffer.from(signed).indexOf(`${firstPage(signed).content} 0 obj`)]],
      }),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'a table and a stream of references beside it (XRefStm)',
    make: () =>
      appendRevision(
        signed,
        [{ number: freeNumber(signed), text: '<< /Type /XRef /Size 1 /W [1 2 1] /Length 4 >>\nstream\n\0\0\0\0\nendstream' }],
        { trailer: (text) => text.replace('<<', '<< /XRefStm 100') },
      ),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'a table that readers have to mend (startxref)',
    make: () => appendRevision(signed, [{ number: firstPage(signed).content, text: blackPage() }], { startxref: 7 }),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'a chain that leaves out the signature (Prev)',
    make: () =>
      appendRevision(signed, [{ number: firstPage(signed).content, text: blackPage() }], {
        prev: Number(/startxref\s+(\d+)/.exec(Buffer.from(drawn).toString('latin1'))?.[1]),
      }),
    status: 'structure',
    pdfsig: null,
  },
  {
    name: 'one key twice in a page',
    make: () =>
      appendRevision(signed, [
        {
          number: firstPage(signed).page,
          text: objectText(signed, firstPage(signed).page).replace('<<', `<< /Contents ${freeNumber(signed)} 0 R`),
        },
        { number: freeNumber(signed), text: blackPage() },
      ]),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'a stream longer than it says',
    make: () => appendRevision(signed, [{ number: freeNumber(signed), text: '<< /Length 1 >>\nstream\nabc\nendstream' }]),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'a stream in another file',
    make: () => appendRevision(signed, [{ number: freeNumber(signed), text: '<< /Length 0 /F (other.pdf) >>\nstream\n\nendstream' }]),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'a new root',
    make: () =>
      appendRevision(signed, [{ number: freeNumber(signed), text: objectText(signed, rootOf(signed)) }], {
        trailer: (text) => text.replace(/\/Root \d+/, `/Root ${freeNumber(signed)}`),
      }),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'annotations (evil annotation)',
    make: () =>
      appendRevision(signed, [
        {
          number: firstPage(signed).page,
          text: objectText(signed, firstPage(signed).page)
            .replace('<<', `<< /Annots [${freeNumber(signed)} 0 R]`)
            .replace(/(\/Annots \[\d+ 0 R\])([\s\S]*)\/Annots \[[^\]]*\]/, '$1$2'),
        },
        {
          number: freeNumber(signed),
          text: '<< /Type /Annot /Subtype /FreeText /Rect [100 300 400 600] /Contents (99.99) /DA (/F1 40 Tf) >>',
        },
      ]),
    status: 'altered',
    pdfsig: 'valid',
  },
  {
    name: 'a field that looks like a signature (sneaky signature)',
    make: () =>
      appendRevision(signed, [
        {
          number: firstPage(signed).page,
          text: objectText(signed, firstPage(signed).page)
            .replace('<<', `<< /Annots [${freeNumber(signed)} 0 R]`)
            .replace(/(\/Annots \[\d+ 0 R\])([\s\S]*)\/Annots \[[^\]]*\]/, '$1$2'),
        },
        { number: freeNumber(signed), text: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (more) /Rect [100 300 400 600] >>' },
      ]),
    status: 'altered',
    pdfsig: 'valid',
  },
  {
    name: 'the title',
    make: () =>
      appendRevision(signed, [
        { number: Number(/\/Info (\d+) 0 R/.exec(Buffer.from(signed).toString('latin1'))?.[1]), text: '<< /Title (other) >>' },
      ]),
    status: 'altered',
    pdfsig: 'valid',
  },
  {
    name: 'bytes that mean nothing',
    make: () => Buffer.concat([signed, Buffer.from('\n% and one more line\n')]),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'an object that nothing names',
    make: () => appendRevision(signed, [{ number: freeNumber(signed), text: '<< /A /B >>' }]),
    status: 'appended',
    pdfsig: 'valid',
  },
  // universal forgery: the signature itself
  { name: 'no range', make: () => replaceText(signed, '/ByteRange', '/ByteRang_'), status: 'altered', pdfsig: 'invalid' },
  { name: 'no content', make: () => replaceText(signed, '/Contents <', '/Content_ <'), status: 'altered', pdfsig: 'invalid' },
  {
    name: 'a range of one piece',
    make: () =>
      Buffer.from(
        Buffer.from(signed)
          .toString('latin1')
          .replace(/\/ByteRange \[0 (\d+) (\d+) (\d+)\]/, (all) => '/ByteRange [0 99]'.padEnd(all.length)),
        'latin1',
      ),
    status: 'altered',
    pdfsig: 'invalid',
  },
  {
    name: 'a negative range',
    make: () =>
      Buffer.from(
        Buffer.from(signed)
          .toString('latin1')
          .replace(/\/ByteRange \[0 (\d+)/, (all, first: string) => `/ByteRange [0 -${first.slice(1)}`.padEnd(all.length)),
        'latin1',
      ),
    status: 'altered',
    pdfsig: 'invalid',
  },
  // wrapping: the second range is moved to the end, other content lies between
  {
    name: 'wrapping: other content between the ranges',
    make: () => {
      const file = Buffer.from(signed).toString('latin1');
      const [, first = '', second = '', length = ''] = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(file) ?? [];
      const padded = Buffer.from(`\n${firstPage(signed).content} 0 obj\n${blackPage()}\nendobj\n`, 'latin1')
        .toString('latin1')
        .padEnd(99_000, '\n');
      const moved = Number(second) + padded.length;
      const range = `/ByteRange [0 ${first} ${moved} ${length}]`;
      return Buffer.from(
        file.slice(0, Number(second)).replace(/\/ByteRange \[[^\]]*\]\s*/, (all) => range.padEnd(all.length)) +
          padded +
          file.slice(Number(second)),
        'latin1',
      );
    },
    status: 'structure',
    pdfsig: null,
  },
];

/** Changes by whoever signs last: the signature is theirs and good. */
const dishonest: readonly Attack[] = [
  {
    name: 'the table names an object of another number, then signed',
    make: () => sign(confused(drawn, (_, free) => `${free} 0`)),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'the table names an object of another generation, then signed',
    make: () => sign(confused(drawn, (content) => `${content} 7`)),
    status: 'structure',
    pdfsig: 'valid',
  },
  {
    name: 'a page changed, then signed',
    make: () => sign(appendRevision(drawn, [{ number: firstPage(drawn).content, text: blackPage() }])),
    status: 'altered',
    pdfsig: 'valid',
  },
  {
    // of no height, and with a frame that is wide
    name: 'a line drawn over a page as the field of one more signature',
    make: () => {
      const { page } = firstPage(signed);
      const field = freeNumber(signed);
      const form = Number(/\/AcroForm (\d+) 0 R/.exec(objectText(signed, rootOf(signed)))?.[1]);
      const look = '/F 4 /Rect [50 700 545 700] /MK << /BC [0 0 0] >> /BS << /W 40 /S /S >>';
      const added = appendRevision(signed, [
        { number: field, text: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (more) /P ${page} 0 R ${look} >>` },
        { number: form, text: objectText(signed, form).replace(/(\/Fields \[[^\]]*)\]/, `$1 ${field} 0 R]`) },
        { number: page, text: objectText(signed, page).replace('<<', `<< /Annots [${field} 0 R]`) },
      ]);
      return sign(added, 'more');
    },
    status: 'altered',
    pdfsig: 'valid',
  },
  {
    name: 'another drawing claimed, then signed',
    make: () =>
      sign(
        appendRevision(replaceText(drawn, `drawing ${drawingVersion}`, `drawing ${drawingVersion - 1}`), [
          { number: firstPage(drawn).content, text: blackPage() },
        ]),
      ),
    status: 'otherDrawing',
    pdfsig: 'valid',
  },
  {
    name: 'the figures taken out, then signed',
    make: () => sign(replaceText(drawn, 'parkpanel.json', 'parkpanel.jsox')),
    status: 'noData',
    pdfsig: 'valid',
  },
  // shadow: prepared before signing, brought to light after it
  {
    name: 'shadow, hide and replace: a second page content waits in the file',
    make: async () => {
      const free = freeNumber(drawn);
      const prepared = await sign(appendRevision(drawn, [{ number: free, text: blackPage() }]));
      return appendRevision(prepared, [{ number: firstPage(drawn).page, text: otherPage(prepared, free) }]);
    },
    status: 'altered',
    pdfsig: 'valid',
  },
  {
    name: 'shadow, replace: a second page content under the same number',
    make: async () => {
      const { content } = firstPage(drawn);
      const prepared = await sign(appendRevision(drawn, [{ number: content, text: blackPage(), listed: false }]));
      return appendRevision(prepared, [], { entries: [[content, Buffer.from(prepared).lastIndexOf(`\n${content} 0 obj`) + 1]] });
    },
    status: 'structure',
    pdfsig: 'valid',
  },
];

function saidByPdfsig(bytes: Uint8Array): Attack['pdfsig'] {
  const path = join(folder, 'asked.pdf');
  writeFileSync(path, bytes);
  let said = '';
  try {
    said = run('pdfsig', ['-nocert', path]);
  } catch {
    return null;
  }
  if (!said.includes('Signature Validation:')) return null;
  return said.includes('Signature is Valid') ? 'valid' : 'invalid';
}

describe.each([...attacks, ...dishonest].map((attack) => [attack.name, attack] as const))('%s', (_, { make, status, pdfsig }) => {
  let made: Uint8Array;
  beforeAll(async () => {
    made = await make();
  });

  test('is not valid', async () => {
    expect((await verify(made)).status).toBe(status);
  });

  test.skipIf(!has('pdfsig'))('pdfsig says what is written down (needs pdfsig)', () => {
    expect(saidByPdfsig(made)).toBe(pdfsig);
  });
});

test('the_honest_document_is_valid_and_another_reader_sees_the_same', async () => {
  expect(await verify(signed)).toMatchObject({ status: 'valid', redrawn: true, problems: [], notes: [] });
  expect(await differingPages(drawn, signed)).toEqual([]);
});

describe('files of other programs', () => {
  const made = (name: string, args: readonly string[], source = signed): Uint8Array => {
    writeFileSync(join(folder, 'source.pdf'), source);
    run('qpdf', [...args, join(folder, 'source.pdf'), join(folder, name)]);
    return readFileSync(join(folder, name));
  };

  test.skipIf(!has('qpdf'))('our_figures_in_packed_encrypted_or_linearised_files_are_none_of_ours (needs qpdf)', async () => {
    for (const args of [['--object-streams=generate'], ['--linearize'], ['--encrypt', '', 'x', '256', '--']])
      expect(['structure', 'altered', 'unreadable'], args.join(' ')).toContain((await verify(made('other.pdf', args))).status);
  });

  test.skipIf(!has('qpdf'))('an_unsigned_file_of_others_is_unsigned_and_no_more (needs qpdf)', async () => {
    const other = replaceText(drawn, 'parkpanel.json', 'parkpanel.jsox');
    for (const args of [[], ['--object-streams=generate'], ['--linearize'], ['--encrypt', '', 'x', '256', '--']])
      expect((await verify(made('unsigned.pdf', args, other))).status, args.join(' ')).toBe('unsigned');
  });

  test('bytes_after_the_last_signature_of_a_foreign_file_are_told', async () => {
    const foreign = await sign(replaceText(drawn, 'parkpanel.json', 'parkpanel.jsox'));
    expect((await verify(foreign)).status).toBe('noData');
    const packed = appendRevision(foreign, [
      { number: freeNumber(foreign), text: '<< /Type /ObjStm /N 0 /First 0 /Length 0 >>\nstream\n\nendstream' },
    ]);
    expect((await verify(packed)).status).toBe('appended');
  });
});

test('what_was_changed_between_the_file_on_record_and_a_signature_is_not_that_file', async () => {
  const expectedSha256 = hashOf(drawn);
  const options = { roots: [institution.rootCertificatePem], now, pages: 'drawn-here', expectedSha256 } as const;
  expect(await verifyPdf(signed, options)).toMatchObject({ status: 'valid', signedSince: ['湖南省跨境电商发展评估中心'] });
  const changed = await sign(appendRevision(drawn, [{ number: firstPage(drawn).content, text: blackPage() }]));
  expect(await verifyPdf(changed, options)).toMatchObject({
    status: 'altered',
    bottomLine: { key: 'reports.verify.problem.notTheRecorded' },
    signedSince: [],
  });
});

test('a_second_reader_finds_what_the_first_does_not_see', async () => {
  // the library takes what lies at the offset, pdf.js looks for the number
  expect(
    await differingPages(
      drawn,
      confused(signed, (_, free) => `${free} 0`),
    ),
  ).not.toEqual([]);
  expect(await differingPages(drawn, appendRevision(signed, [{ number: firstPage(signed).content, text: blackPage() }]))).toEqual([1]);
});

test('proof_for_later_alone_is_noted_and_breaks_nothing', async () => {
  const free = freeNumber(signed);
  const root = objectText(signed, rootOf(signed));
  const proved = appendRevision(signed, [
    { number: rootOf(signed), text: root.replace('<<', `<< /DSS ${free} 0 R`) },
    { number: free, text: `<< /Certs [${free + 1} 0 R] >>` },
    { number: free + 1, text: '<< /Length 3 >>\nstream\nabc\nendstream' },
  ]);
  expect(await verify(proved)).toMatchObject({ status: 'valid', notes: [{ key: 'reports.verify.note.proof' }] });
  // the same, and something that is no proof
  const more = appendRevision(proved, [{ number: free + 2, text: '<< /A /B >>' }]);
  expect((await verify(more)).status).toBe('appended');
});

describe.skipIf(!has('openssl'))('timestamps (needs openssl)', () => {
  test('a_timestamp_of_an_authority_that_nobody_trusts_covers_nothing', async () => {
    if (!authority) throw new Error('no authority');
    const hidden = await stampDocument(
      confused(signed, (_, free) => `${free} 0`),
      authority,
    );
    expect((await verify(hidden)).status).toBe('structure');
    const stamped = await stampDocument(signed, authority);
    expect((await verify(stamped)).status).toBe('appended');
    expect((await verify(stamped, [authority.root])).status).toBe('valid');
  });
});

test.skipIf(!has('pdftotext'))(
  'whenever_it_says_valid_poppler_reads_the_redrawn_text (needs pdftotext)',
  async () => {
    const text = (bytes: Uint8Array): string => {
      const path = join(folder, 'read.pdf');
      writeFileSync(path, bytes);
      return run('pdftotext', ['-layout', '-enc', 'UTF-8', path, '-']);
    };
    // the look of the signature adds its words to the page
    const honest = text(signed);
    const files = [signed, ...(await Promise.all([...attacks, ...dishonest].map(async ({ make }) => make())))];
    let valid = 0;
    for (const bytes of files) {
      if ((await verify(bytes)).status !== 'valid') continue;
      valid++;
      expect(text(bytes)).toBe(honest);
    }
    expect(valid).toBe(1);
  },
  240_000,
);

describe('structure', () => {
  test('every_revision_of_ours_is_walked_to_the_last_byte', () => {
    const structure = readStructure(signed);
    expect(structure.plain && structure.revisions.map(({ end }) => end)).toEqual(
      [drawn.length, signed.length].map((length, index) => (index === 0 ? expect.closeTo(length, -1) : length)),
    );
  });

  test.each([
    ['header', '%PDX-1.7\n'],
    ['stray', '%PDF-1.7\nhello'],
    ['foreign', '%PDF-1.7\n1 0 obj\n<< /Type /XRef /Length 0 >>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF'],
    ['object', '%PDF-1.7\n1 0 obj\n<< /A (unclosed >>\nendobj'],
    ['object', `%PDF-1.7\n1 0 obj\n${'['.repeat(10_000)}`],
    ['key', '%PDF-1.7\n1 0 obj\n<< /A 1 /#41 2 >>\nendobj'],
    ['object', '%PDF-1.7\n1 0 obj\n99999999999\nendobj'],
    ['header', ''],
  ] as const)('%s', (fault, text) => {
    expect(readStructure(Buffer.from(text, 'latin1'))).toMatchObject({ plain: false, fault });
  });

  test('two_objects_in_each_others_place_in_the_table_are_told', () => {
    const text = Buffer.from(drawn).toString('latin1');
    const places = [...text.matchAll(/^(\d{10}) 00000 n/gm)].map(({ index }) => index);
    const [first = 0, second = 0] = places;
    const at = (place: number): string => text.slice(place, place + 10);
    const changed = `${text.slice(0, first)}${at(second)}${text.slice(first + 10, second)}${at(first)}${text.slice(second + 10)}`;
    expect(readStructure(Buffer.from(text, 'latin1')).plain).toBe(true);
    expect(readStructure(Buffer.from(changed, 'latin1'))).toMatchObject({ plain: false, fault: 'table' });
  });

  test('whatever_byte_is_changed_the_walk_ends_and_is_quick', () => {
    const started = performance.now();
    for (let at = 0; at < signed.length; at += 997) {
      const flipped = new Uint8Array(signed);
      flipped[at] = (flipped[at] ?? 0) ^ 0x11;
      expect(typeof readStructure(flipped).plain).toBe('boolean');
    }
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});

test('what_only_the_readers_of_people_see_is_told_by_the_second_one', async () => {
  const { content } = firstPage(signed);
  const made = appendRevision(signed, [
    { number: content, text: blackPage() },
    { number: content, text: objectText(signed, content) },
  ]);
  const compare = redrawer({ fontFolder, translator });
  expect(await compare(signed, shortlistData, [])).toEqual([]);
  // the structure of the file is refused before; here it is asked for its pages alone
  expect(await compare(made, shortlistData, [])).toEqual([{ key: 'reports.verify.problem.secondReader', params: { pages: '1' } }]);
});
