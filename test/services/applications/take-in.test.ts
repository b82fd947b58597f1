/** Packages of which no form can be read, and applications on paper: taken in when somebody says so, and typed by hand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import PdfKit from 'pdfkit';
import { expect, test } from 'vitest';
import { buildZip, type Part } from '../../fixtures/archives.ts';
import { buildDocx, formDocx, formRows, formTitle, paragraph, pdfPage, pdfText, pdfWithoutFont, wordTable } from '../../fixtures/office.ts';
import { openReview, type Review } from '../../fixtures/review.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { convertOffice, has, run } from '../../fixtures/tools.ts';

const park = '甲跨境电商产业园';
const formKeys = 27;

async function newRound({ call }: Review): Promise<string> {
  return (await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '评审', appliedOn: '2026-09-30' })).roundId;
}

function lock(bytes: Buffer): Buffer {
  const hex = (length: number): string => '5a'.repeat(length);
  const entry = `/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${hex(32)}>/U<${hex(32)}>>>/ID[<${hex(16)}><${hex(16)}>]`;
  return Buffer.from(bytes.toString('latin1').replace('trailer\n<<', `trailer\n<<${entry}`), 'latin1');
}

function zipOf(...parts: Part[]): string {
  const path = join(tempFolder(), '来件.zip');
  writeFileSync(path, buildZip(parts));
  return path;
}

const letter = pdfWithoutFont(
  Array.from({ length: 12 }, (_, line) => [`第${line}条`, '这是一封说明情况的来信，没有申报表的任何栏目'] as const),
);
const otherForm = buildDocx(
  paragraph('中山市跨境电商产业园认定申请表') +
    wordTable([
      ['园区名称', park],
      ['运营主体', '某公司'],
      ['联系人', '某人'],
      ['联系电话', '0760-88880000'],
      ['建筑面积（平方米）', '20000'],
      ['入驻企业总数（家）', '50'],
      ['其中跨境电商企业（家）', '20'],
      ['完成备案企业（家）', '10'],
    ]),
);
/** A PDF that wants a password which nobody has. */
const locked = lock(pdfPage(pdfText('产业园名称：甲园', 60, 700)));
const picture = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

test.each([
  ['a photo that is named otherwise', 'package/no-form', 'form-lacking.none', [{ name: '照片/IMG_0001.jpg', data: picture }]],
  ['a letter', 'package/no-form', 'form-lacking.noneOf', [{ name: '来信.docx', data: buildDocx(paragraph('一封信')) }]],
  [
    'a PDF with words, named as the form',
    'package/form-unrecognised',
    'form-lacking.unrecognised',
    [{ name: '1.申报表.pdf', data: letter }],
  ],
  ['the form of another rule book', 'package/other-scheme', 'form-lacking.otherScheme', [{ name: '申报表.docx', data: otherForm }]],
  [
    'a damaged Word file',
    'package/form-unreadable',
    'form-lacking.damaged',
    [{ name: '申报表.docx', data: formDocx(park).subarray(0, 900) }],
  ],
  [
    'a protected Word file',
    'package/form-unreadable',
    'form-lacking.encrypted',
    [{ name: '申报表.docx', data: Buffer.from('d0cf11e0a1b11ae1', 'hex') }],
  ],
  [
    'a PDF of a few words',
    'package/form-unrecognised',
    'form-lacking.unrecognised',
    [{ name: '申报表.pdf', data: pdfPage(pdfText('产业园名称：甲园', 60, 700)) }],
  ],
  ['a note', 'package/form-unreadable', 'form-lacking.format', [{ name: '申报表.txt', data: '产业园名称：甲园' }]],
  ['an empty PDF', 'package/form-unreadable', 'form-lacking.empty', [{ name: '申报表.pdf', data: '' }]],
  ['an empty photo', 'package/form-unreadable', 'form-lacking.empty', [{ name: '申报表.jpg', data: '' }]],
  ['a PDF behind a password', 'package/form-unreadable', 'form-lacking.encrypted', [{ name: '申报表.pdf', data: locked }]],
  ['an image of a disk', 'package/form-unreadable', 'form-lacking.format', [{ name: '申报表.ofd', data: 'OFD' }]],
  [
    'two forms that differ',
    'package/two-forms',
    'form-lacking.contradict',
    [
      { name: '申报表.docx', data: formDocx(park), method: 0 },
      { name: '申报表2.docx', data: formDocx('乙跨境电商产业园'), method: 0 },
    ],
  ],
] satisfies [string, string, string, Part[]][])('%s is refused as %s, and taken in when asked', async (_, code, finding, parts) => {
  const review = openReview();
  const { call } = review;
  const roundId = await newRound(review);
  const paths = [zipOf(...parts)];
  const first = await call('packages.import', { roundId, paths });
  expect(first.refused.map((one) => one.code)).toEqual([code]);
  expect(first.refused[0]?.message).toMatch(/先收下/);
  expect(await call('applications.list', { roundId })).toEqual([]);

  const takeIn = [{ package: '来件.zip', parkName: park }];
  const { imported, refused } = await call('packages.import', { roundId, paths, takeIn });
  expect(refused).toEqual([]);
  expect(imported).toMatchObject([{ parkName: park, read: 0, attached: parts.length, form: { format: 'none', fields: {} } }]);
  expect(imported[0]?.form.unread.length).toBe(formKeys);
  const applicationId = imported[0]?.applicationId ?? '';
  const view = await call('applications.get', { applicationId });
  expect(view.findings.map((one) => one.code).filter((one) => one.startsWith('form'))).toEqual([finding]);
  expect(view.findings[0]?.message).not.toMatch(/\{\{/);
  // the name is what a person said, on record as such; everything else is open
  expect(view.fields.filter((field) => field.used !== null).map(({ key, used }) => [key, used])).toEqual([['parkName', 'typed']]);
  expect(await call('applications.list', { roundId })).toMatchObject([{ parkName: park, fieldsRead: 1, overall: 'missing' }]);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

const kinds: Readonly<Record<string, string | Buffer>> = {
  '说明.txt': '产业园名称：甲园',
  '甲园.ofd': 'OFD',
  '甲园.rtf': String.raw`{\rtf1 abc}`,
  '甲园.html': '<html><body>产业园名称</body></html>',
  甲园: 'abc',
  '甲园.pdf': locked,
  '短文.pdf': pdfPage(pdfText('产业园名称：甲园', 60, 700)),
  '空.pdf': '',
  '空.txt': '',
};

test.each(Object.entries(kinds))('%s by itself is refused as no form, and taken in when asked', async (name, data) => {
  const review = openReview();
  const { call } = review;
  const roundId = await newRound(review);
  const path = join(tempFolder(), name);
  writeFileSync(path, data);
  const { refused } = await call('packages.import', { roundId, paths: [path] });
  expect(refused).toMatchObject([{ package: name, message: expect.stringMatching(/先收下/) as string }]);
  const { imported } = await call('packages.import', { roundId, paths: [path], takeIn: [{ package: name, parkName: park }] });
  expect(imported).toMatchObject([{ parkName: park, read: 0, attached: 1, form: { format: 'none' } }]);
  await call('applications.setField', { applicationId: imported[0]?.applicationId ?? '', key: 'companies', value: 28, source: 'typed' });
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('what has no words is a form to be typed beside the page, whatever its name ends in', async () => {
  const review = openReview();
  const { call } = review;
  const roundId = await newRound(review);
  const heic = Buffer.from('0000001866747970686569630000000068656963000000006d696631', 'hex');
  for (const [at, [name, data]] of Object.entries({
    'jpg.pdf': picture,
    'a.heic': heic,
    'b.png': picture,
    'blank.pdf': pdfPage(''),
  }).entries()) {
    const { imported } = await call('packages.import', { roundId, paths: [zipOf({ name: `${at}/申报表-${name}`, data })] });
    expect(imported).toMatchObject([{ read: 0, form: { format: 'scan' } }]);
    const finding = imported[0]?.findings.find(({ code }) => code === 'form-scan');
    expect(finding?.message).toContain('没有可读的文字（扫描件、图片或空白页）');
    await call('applications.setField', {
      applicationId: imported[0]?.applicationId ?? '',
      key: 'parkName',
      value: `第${at}跨境电商产业园`,
      source: 'typed',
    });
  }
  expect((await call('applications.list', { roundId })).length).toBe(4);
});

test('a form that comes by itself is taken in; a letter that does is refused, and taken in when asked', async () => {
  const review = openReview();
  const { call } = review;
  const roundId = await newRound(review);
  const put = (name: string, bytes: Buffer): string => {
    const path = join(tempFolder(), name);
    writeFileSync(path, bytes);
    return path;
  };
  const paths = [put('甲.docx', formDocx(park)), put('乙跨境电商产业园.jpg', picture), put('来信.pdf', letter)];
  const { imported, refused } = await call('packages.import', { roundId, paths });
  expect(imported).toMatchObject([
    { parkName: park, package: '甲.docx', attached: 1, form: { format: 'docx', unread: [] } },
    { parkName: '乙跨境电商产业园', package: '乙跨境电商产业园.jpg', form: { format: 'scan' } },
  ]);
  expect(refused).toMatchObject([{ package: '来信.pdf', code: 'package/no-form', message: expect.stringMatching(/先收下/) as string }]);
  const again = await call('packages.import', { roundId, paths, takeIn: [{ package: '来信.pdf', parkName: '丙跨境电商产业园' }] });
  expect(again).toMatchObject({ imported: [{ parkName: '丙跨境电商产业园', form: { format: 'none' } }], refused: [] });
  expect(again.duplicates).toHaveLength(2);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test.skipIf(!has('soffice', 'pdftoppm'))(
  'a scan of a printed form is typed beside the page, and the file that can be read later joins it (needs soffice, pdftoppm)',
  async () => {
    const review = openReview();
    const { call } = review;
    const roundId = await newRound(review);
    const scan = await scanOf(formDocx(park));
    const { imported } = await call('packages.import', { roundId, paths: [zipOf({ name: '申报表（盖章）.pdf', data: scan })] });
    const applicationId = imported[0]?.applicationId ?? '';
    expect(imported).toMatchObject([{ parkName: '来件', read: 0, form: { format: 'scan' } }]);
    expect(imported[0]?.findings.find((one) => one.code === 'form-scan')?.message).toContain('申报表（盖章）.pdf');

    await call('applications.setField', { applicationId, key: 'parkName', value: park, source: 'typed' });
    await call('applications.setField', { applicationId, key: 'ecommerceArea', value: '11000', source: 'typed' });
    await call('applications.setField', { applicationId, key: 'address', value: '湖南省株洲市示例大道1号', source: 'typed' });
    await call('applications.setField', { applicationId, key: 'parkType', value: '引领型', source: 'typed' });
    expect(await call('applications.list', { roundId })).toMatchObject([
      { parkName: park, region: '株洲市', type: '引领型', fieldsRead: 4 },
    ]);
    const typed = (await call('applications.get', { applicationId })).fields.find((one) => one.key === 'ecommerceArea');
    expect(typed).toMatchObject({ used: 'typed', unread: false, values: [{ source: 'typed', value: '11000', reason: null }] });
    const events = await call('audit.list', { entity: `field:${applicationId}/ecommerceArea/typed` });
    expect(events).toMatchObject([{ kind: 'field.set', actor: 'secretary' }]);
    const verdict = (await call('eligibility.evaluate', { applicationId })).conditions.find((one) => one.fields.includes('ecommerceArea'));
    expect(verdict).toMatchObject({ verdict: 'met', source: 'typed' });

    const electronic = zipOf({ name: '申报表.docx', data: formDocx(park) });
    const asked = await call('packages.import', { roundId, paths: [electronic] });
    expect(asked.duplicates).toMatchObject([{ applicationId, newVersion: true }]);
    const joined = await call('packages.import', { roundId, paths: [electronic], replace: true });
    expect(joined.imported).toMatchObject([{ applicationId, parkName: park }]);
    const after = (await call('applications.get', { applicationId })).fields.find((one) => one.key === 'ecommerceArea');
    // the form that can be read goes before the copy, which stays beside it
    expect(after?.used).toBe('form');
    expect(after?.values.map(({ source, value }) => [source, value])).toEqual([
      ['typed', '11000'],
      ['form', '12000'],
    ]);
    expect((await call('workspace.doctor', {})).healthy).toBe(true);
  },
  240_000,
);

/** The pages of a form as they come from a scanner. */
function scanOf(form: Buffer): Promise<Buffer> {
  const folder = tempFolder();
  writeFileSync(join(folder, '表.docx'), form);
  convertOffice(folder, 'pdf', folder, [join(folder, '表.docx')]);
  run('pdftoppm', ['-r', '80', '-gray', '-png', '-singlefile', join(folder, '表.pdf'), join(folder, 'page')]);
  const document = new PdfKit({ size: 'A4', margin: 0 });
  document.image(join(folder, 'page.png'), 0, 0, { width: 595 });
  document.end();
  return buffer(document);
}

test('an application on paper is entered by hand, and the package that comes later joins it', async () => {
  const review = openReview();
  const { call, refusal } = review;
  const roundId = await newRound(review);
  const { applicationId } = await call('applications.add', { roundId, parkName: park });
  expect((await refusal('applications.add', { roundId, parkName: '甲 跨境电商产业园' })).code).toBe('application/name-taken');
  const view = await call('applications.get', { applicationId });
  expect(view).toMatchObject({ parkName: park, package: '', formFormat: 'none', documents: [] });
  expect(view.findings.map((one) => one.code)).toEqual(['form-lacking.paper']);
  await call('applications.setField', { applicationId, key: 'companies', value: 28, source: 'typed' });
  await call('applications.setField', { applicationId, key: 'contact', value: '王五', source: 'typed' });

  const form = formDocx(park, { 联系人: '' });
  const { imported } = await call('packages.import', { roundId, paths: [zipOf({ name: '申报表.docx', data: form })] });
  expect(imported).toMatchObject([{ applicationId, parkName: park }]);
  const { fields, formFormat } = await call('applications.get', { applicationId });
  const used = (key: string) => fields.find((one) => one.key === key)?.used;
  expect([formFormat, used('companies'), used('contact'), used('phone')]).toEqual(['docx', 'form', 'typed', 'form']);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('what was read is not copied by hand, and what was established needs a reason', async () => {
  const review = openReview();
  const { call, refusal } = review;
  const roundId = await newRound(review);
  const { imported } = await call('packages.import', { roundId, paths: [zipOf({ name: '申报表.docx', data: formDocx(park) })] });
  const applicationId = imported[0]?.applicationId ?? '';
  const typed = await refusal('applications.setField', { applicationId, key: 'companies', value: 28, source: 'typed' });
  expect([typed.code, typed.message]).toEqual(['field/already-read', expect.stringMatching(/已经读到（30）/)]);
  expect((await refusal('applications.setField', { applicationId, key: 'companies', value: 28 })).code).toBe('call/bad-payload');
});

test('a park bears the name that counts, and its old form is still its own', async () => {
  const review = openReview();
  const { call, refusal } = review;
  const roundId = await newRound(review);
  const paths = [zipOf({ name: '申报表.docx', data: formDocx('甲跨竟电商产业园') })];
  const { imported } = await call('packages.import', { roundId, paths });
  const applicationId = imported[0]?.applicationId ?? '';
  const other = await call('applications.add', { roundId, parkName: '乙跨境电商产业园' });
  const name = { applicationId, key: 'parkName', reason: '笔误' } as const;
  expect(await refusal('applications.setField', { ...name, value: '乙跨境电商产业园' })).toMatchObject({
    code: 'application/name-taken',
    details: { applicationId: other.applicationId },
  });
  await call('applications.setField', { ...name, value: park });
  expect((await call('applications.get', { applicationId })).parkName).toBe(park);
  const later = zipOf({ name: '申报表.docx', data: formDocx('甲跨竟电商产业园', { 联系人: '赵六' }) });
  const again = await call('packages.import', { roundId, paths: [later], replace: true });
  expect(again.imported).toMatchObject([{ applicationId, parkName: park }]);
  expect((await call('workspace.doctor', {})).healthy).toBe(true);
});

test('a blank form is told as blank', async () => {
  const review = openReview();
  const { call } = review;
  const blank = buildDocx(
    formTitle +
      wordTable(formRows('', {}).map(([label, value]) => [label, value.replaceAll('☑', '□').replaceAll(/[^□引领型培育是否]/gu, '')])),
  );
  const { imported } = await call('packages.import', {
    roundId: await newRound(review),
    paths: [zipOf({ name: '申报表.docx', data: blank })],
  });
  expect(imported[0]?.findings.map((one) => one.code)).toContain('form-blank');
});

test.each([
  ['91350100m000100y43', null, '91350100M000100Y43'],
  ['91350100M000100Y44', 'field/credit-code-digit', null],
  ['91350100M000100Y', 'field/credit-code-shape', null],
  ['430100000012345', 'field/credit-code-old', null],
])('the credit code %s typed from a licence is refused as %s or kept as %s', async (typed, code, kept) => {
  const { call, refusal, ...review } = openReview();
  const roundId = await newRound({ call, refusal, ...review });
  const { applicationId } = await call('applications.add', { roundId, parkName: park });
  const statement = { applicationId, key: 'creditCode', value: typed, reason: '营业执照' };
  if (code === null) await call('applications.setField', statement);
  else {
    const refused = await refusal('applications.setField', statement);
    expect(refused.code).toBe(code);
    expect(refused.message).toContain(typed);
  }
  const { fields } = await call('applications.get', { applicationId });
  expect(fields.find(({ key }) => key === 'creditCode')?.values.map(({ value }) => value)).toEqual(kept === null ? [] : [kept]);
});

test('a form with a wrong credit code says so, and what the legal person rests on is said with the verdict', async () => {
  const review = openReview();
  const { call } = review;
  const roundId = await newRound(review);
  const rows = (name: string, code: string) => [...formRows(name), ['统一社会信用代码', code]];
  const form = (name: string, code: string) => zipOf({ name: '申报表.docx', data: buildDocx(formTitle + wordTable(rows(name, code))) });
  const paths = [
    form(park, '91350100M000100Y44'),
    form('乙跨境电商产业园', '91350100M000100Y43'),
    form('丙跨境电商产业园', '91350100M000100Y43'),
  ];
  const { imported } = await call('packages.import', { roundId, paths });
  const codes = imported.map((one) => one.findings.map(({ code }) => code).filter((code) => /code|shared.creditCode/i.test(code)));
  expect(codes).toEqual([['unread.codeDigit'], ['shared.creditCode'], ['shared.creditCode']]);
  // 27 of 27, and the code besides
  expect(imported.map((one) => one.form.unread)).toEqual([[], [], []]);
  const legal = async (at: number) =>
    (await call('eligibility.evaluate', { applicationId: imported[at]?.applicationId ?? '' })).conditions.find(({ id }) => id === '4.2a');
  expect(await legal(0)).toMatchObject({ verdict: 'met', source: 'form', notes: [expect.stringMatching(/未经核验/)] });
  expect(await legal(1)).toMatchObject({ verdict: 'met', notes: [expect.stringMatching(/91350100M000100Y43 校验位正确/)] });
});
