import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { seatReview, submitSheet, type Seated } from '../../fixtures/review.ts';
import { schemeJson } from '../../fixtures/schemes.ts';
import { tempFolder } from '../../fixtures/store.ts';
import { has, run } from '../../fixtures/tools.ts';

async function listed(more: Parameters<typeof seatReview>[0] = {}): Promise<Seated> {
  const seated = await seatReview({ parks: 2, experts: 3, ...more });
  const { call, roundId, parks } = seated;
  for (const [index, personId] of seated.experts.entries())
    for (const applicationId of parks) await submitSheet(seated, personId, applicationId, 0.9 - index / 10);
  for (const row of (await call('shortlist.propose', { roundId })).types.flatMap((group) => group.rows))
    await call('shortlist.decide', { applicationId: row.applicationId, result: 'listed', reason: '合议' });
  return seated;
}

const textOf = (path: string): string => run('pdftotext', ['-layout', path, '-']).replaceAll(/\s+/g, '');

test('own_words_stand_before_those_of_the_rule_book_and_are_on_record', async () => {
  const { call, refusal, roundId } = await seatReview({ parks: 1, experts: 1 });
  const before = await call('reports.texts', { roundId });
  expect(before.find(({ key }) => key === 'reportTitle')).toMatchObject({ usual: '湖南省跨境电商产业园认定评审报告', own: null });
  expect((await refusal('reports.setTexts', { roundId, texts: { reportOpening: '依据{{law}}评审。' } })).details).toMatchObject({
    text: 'reportOpening',
    placeholder: 'law',
  });
  const texts = { reportOpening: '受{{institution}}委派，评审{{park}}。', contact: ['电话：0731-00000000'] };
  await call('reports.setTexts', { roundId, texts });
  expect((await call('reports.texts', { roundId })).filter(({ own }) => own !== null).map(({ key, own }) => [key, own])).toEqual([
    ['reportOpening', texts.reportOpening],
    ['contact', texts.contact[0]],
  ]);
  expect((await call('rounds.get', { roundId })).settings.documentTexts).toEqual(texts);
  const [event] = await call('audit.list', { limit: 1 });
  expect(event).toMatchObject({ kind: 'round.setDocumentTexts', old: {}, new: texts });
});

test.skipIf(!has('pdftotext'))(
  'what_is_printed_is_what_was_worded_needs_pdftotext',
  async () => {
    const { call, roundId, parks, dir } = await listed();
    const review = async (): Promise<string> =>
      textOf(
        (await call('reports.export', { kind: 'review', applicationId: parks[0] ?? '', path: join(dir, 'review.pdf'), replace: true }))
          .path,
      );
    // who commissioned the review is for the round to say
    expect(await review()).toContain('（湘商电〔2024〕2号），评审组对申报材料进行了复审。受评园区为长沙星湖跨境电商产业园');
    await call('reports.setTexts', {
      roundId,
      texts: {
        reportTitle: '{{round}}意见书',
        reportOpening: '{{institution}}受托评审{{park}}',
        noticeTitle: '关于名单的公示',
        objecting: '有异议请来信。',
        contact: ['联系人：王某', '电话：0731-00000000'],
        finalOpening: '共评审{{parks}}个，认定{{listed}}个。',
      },
    });
    const own = await review();
    for (const words of ['评审意见书', '示例中心受托评审长沙星湖跨境电商产业园。受评园区为']) expect(own).toContain(words);
    // as it stands, for people to word: no period is named, for none has been opened
    const drafted = await call('reports.preview', { kind: 'publicity', roundId });
    writeFileSync(join(dir, 'draft.pdf'), Buffer.from(drafted.pdf, 'base64'));
    expect(textOf(join(dir, 'draft.pdf'))).not.toContain('公示时间');
    await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-12', workingDays: 5 });
    const notice = textOf((await call('reports.export', { kind: 'publicity', roundId, path: join(dir, 'notice.pdf') })).path);
    for (const words of ['关于名单的公示', '有异议请来信。', '联系人：王某', '电话：0731-00000000', '株洲清源跨境电商产业园'])
      expect(notice).toContain(words);
    await call('publicity.close', { roundId, despite: '试评' });
    const final = textOf((await call('reports.export', { kind: 'final', roundId, path: join(dir, 'final.pdf') })).path);
    expect(final).toContain('共评审2个，认定2个。');
    expect((await call('documents.verify', { path: join(dir, 'notice.pdf') })).redrawn).toBe(true);
  },
  90_000,
);

test.skipIf(!has('pdftotext'))(
  'a_notice_prints_the_published_list_and_its_period_needs_pdftotext',
  async () => {
    const { call, roundId, parks, dir } = await listed();
    const { closesOn } = await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-12', workingDays: 5 });
    // decided otherwise after the list was published: the notice keeps to what was published
    await call('shortlist.decide', { applicationId: parks[1] ?? '', result: 'notListed', reason: '另有发现' });
    const { path } = await call('reports.export', { kind: 'publicity', roundId, path: join(dir, 'notice.pdf') });
    const printed = textOf(path);
    expect(closesOn).toBe('2026-10-19');
    expect(printed).toContain('公示时间：2026年10月12日至2026年10月19日，共5个工作日。');
    expect(printed).toContain('株洲清源跨境电商产业园');
  },
  60_000,
);

test.skipIf(!has('pdftotext'))(
  'a_rule_book_words_the_first_sentences_and_counts_calendar_days_needs_pdftotext',
  async () => {
    const dir = tempFolder();
    const rules = schemeJson('hunan-recognition-2024');
    mkdirSync(join(dir, 'schemes'));
    writeFileSync(
      join(dir, 'schemes', 'hunan-recognition-2024.json'),
      JSON.stringify({
        ...rules,
        publicity: { calendarDays: 7, article: '第九条' },
        documents: {
          ...(rules['documents'] as object),
          opening: '按照办法，受{{commission}}委托，对{{park}}作了评审。',
          shortlistOpening: '受{{commission}}委托，评审{{parks}}个，提出名单。',
          noticeOpening: '经局长办公会审议，{{listed}}个园区予以公示。',
          finalOpening: '经公示，认定{{listed}}个园区。',
        },
      }),
    );
    const { call, refusal, roundId, parks } = await listed({ dir, commission: '示例市商务局' });
    expect((await refusal('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-12', workingDays: 7 })).code).toBe(
      'publicity/calendar-days',
    );
    // seven days after the 12th are a Monday
    const opened = await call('publicity.open', { roundId, despite: '试评', startsOn: '2026-10-12' });
    expect(opened).toMatchObject({
      workingDays: null,
      calendarDays: 7,
      closesOn: '2026-10-19',
      article: '第九条',
      notes: ['公示 7 日（自然日），自 2026-10-12 起，至 2026-10-19 止。'],
    });
    const printed = async (kind: 'review' | 'shortlist' | 'publicity' | 'final') =>
      textOf(
        (
          await call('reports.export', {
            kind,
            ...(kind === 'review' ? { applicationId: parks[0] ?? '' } : { roundId }),
            path: join(dir, `${kind}.pdf`),
          })
        ).path,
      );
    expect(await printed('review')).toContain('按照办法，受示例市商务局委托，对长沙星湖跨境电商产业园作了评审。');
    expect(await printed('shortlist')).toContain('受示例市商务局委托，评审2个，提出名单。');
    const notice = await printed('publicity');
    expect(notice).toContain('经局长办公会审议，2个园区予以公示。');
    expect(notice).toContain('公示时间：2026年10月12日至2026年10月19日，共7日（自然日）。');
    expect((await refusal('reports.export', { kind: 'final', roundId })).code).toBe('report/not-final');
    await call('publicity.close', { roundId, despite: '试评' });
    expect(await printed('final')).toContain('经公示，认定2个园区。');
    expect((await call('reports.texts', { roundId })).find(({ key }) => key === 'finalOpening')?.usual).toBe(
      '经公示，认定{{listed}}个园区。',
    );
    expect((await call('minutes.draft', { roundId })).text).toContain('起公示 7 日（自然日）。');
  },
  90_000,
);

test('a_word_file_carries_the_same_words_and_no_signature', async () => {
  const { call, refusal, parks, dir } = await listed();
  const path = join(dir, 'review.docx');
  const made = await call('reports.export', { kind: 'review', format: 'docx', applicationId: parks[0] ?? '', path });
  expect(made).toMatchObject({ pages: 0, verification: { status: 'unsigned', redrawn: null } });
  const document = strFromU8(unzipSync(readFileSync(path))['word/document.xml'] ?? new Uint8Array());
  for (const words of ['湖南省跨境电商产业园认定评审报告', '长沙星湖跨境电商产业园', '专家评分']) expect(document).toContain(words);
  expect(
    (
      await refusal('reports.export', {
        kind: 'review',
        format: 'docx',
        applicationId: parks[0] ?? '',
        sign: [{ identity: path, passphrase: 'x' }],
      })
    ).code,
  ).toBe('report/draft-unsigned');
}, 60_000);

test('the_workbook_holds_every_figure_and_only_this_rounds_events', async () => {
  const { call, refusal, roundId, parks, dir } = await listed();
  const path = join(dir, 'round.xlsx');
  await call('rounds.create', { schemeId: 'hunan-recognition-2024', name: '别的轮次', appliedOn: '2026-09-30' });
  const made = await call('reports.workbook', { roundId, path });
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  expect(book.worksheets.map(({ name }) => name)).toEqual(made.sheets);
  const totals = new Map((await call('tally.run', { roundId })).ranking.map(({ parkName, total }) => [parkName, Number(total)]));
  const summary = book.worksheets[0];
  for (const row of [2, 3]) expect(summary?.getCell(row, 5).value).toBe(totals.get(summary?.getCell(row, 3).text ?? ''));
  for (const [parkName, total] of totals) {
    const sheet = book.getWorksheet(parkName);
    const cell = sheet?.getCell(sheet.rowCount, sheet.columnCount);
    expect({ formula: typeof cell?.formula, result: cell?.result }).toEqual({ formula: 'string', result: total });
  }
  const events = book.worksheets.at(-1);
  const kinds = events?.getColumn(4).values.slice(2) ?? [];
  expect(kinds.filter((kind) => kind === '新建轮次')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === '提交评分表')).toHaveLength(parks.length * 3);
  // whom and which park an event is about stands beside it by name
  const submitted = events?.getRow(kinds.indexOf('提交评分表') + 2);
  expect(submitted?.getCell(5).text).toMatch(/^专家\d、.+产业园$/);
  expect((await refusal('reports.workbook', { roundId, path })).code).toBe('report/path-taken');
}, 60_000);

test.skipIf(!has('soffice'))(
  'libreoffice_computes_the_workbook_to_the_same_totals_needs_soffice',
  async () => {
    const { call, roundId, dir } = await listed();
    const path = join(dir, 'round.xlsx');
    await call('reports.workbook', { roundId, path });
    run('soffice', ['--headless', '--convert-to', 'ods', '--outdir', dir, path], { HOME: dir });
    run('soffice', ['--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(dir, 'again'), join(dir, 'round.ods')], {
      HOME: dir,
    });
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(join(dir, 'again', 'round.xlsx'));
    for (const { parkName, total } of (await call('tally.run', { roundId })).ranking) {
      const sheet = book.getWorksheet(parkName);
      const formulas: unknown[] = [];
      sheet?.eachRow((row) => row.eachCell((cell) => typeof cell.formula === 'string' && formulas.push(cell.result)));
      expect(formulas.at(-1)).toBe(Number(total));
    }
  },
  120_000,
);

test('the_list_says_who_has_signed_and_who_is_missing', async () => {
  const { call, roundId, parks, experts, dir } = await listed();
  const passphrase = 'a long passphrase';
  const key = (name: string): string => join(dir, 'keys', `${name}.p12`);
  await call('identities.createInstitution', { name: '示例中心', path: key('institution'), passphrase });
  for (const [index, personId] of experts.entries()) await call('identities.issue', { personId, path: key(String(index)), passphrase });
  const path = join(dir, 'review.pdf');
  const one = async () => (await call('reports.list', { roundId }))[0];
  await call('reports.export', { kind: 'review', applicationId: parks[0] ?? '', path });
  expect(await one()).toMatchObject({ state: 'draft', signedBy: [], verified: { status: 'unsigned' } });
  expect((await one())?.missing?.map(({ signer, label }) => `${label} ${signer}`)).toEqual([
    '评审组组长 专家1',
    '评审专家 专家2',
    '评审专家 专家3',
    '评审机构 示例中心',
  ]);
  await call('documents.sign', { path, identity: key('1'), passphrase });
  expect((await one())?.missing?.map(({ signer }) => signer)).toEqual(['专家1', '专家3', '示例中心']);
  expect((await one())?.state).toBe('awaiting');
  for (const name of ['0', '2', 'institution']) await call('documents.sign', { path, identity: key(name), passphrase });
  expect(await one()).toMatchObject({ state: 'verified', missing: [], verified: { status: 'valid' } });
  // every step is on record with the hash of the file it left
  const { sha256, exportId } = (await one()) ?? {};
  const events = await call('audit.list', { entity: `export:${exportId}` });
  expect(events.map(({ kind }) => kind)).toEqual(['report.export', 'report.sign', 'report.sign', 'report.sign', 'report.sign']);
  expect(events.at(-1)?.new).toMatchObject({ sha256, status: 'valid' });
  // verified once more: the pages are drawn again, and that is on record once
  for (const _ of [1, 2]) expect((await call('documents.verify', { path })).redrawn).toBe(true);
  expect((await call('audit.list', { entity: `export:${exportId}` })).filter(({ kind }) => kind === 'report.verify')).toHaveLength(1);
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(5000) ^ 1, 5000);
  writeFileSync(path, bytes);
  expect((await call('documents.verify', { path })).status).toBe('altered');
}, 120_000);
