/** What documents say in words: the institution's own before the rule book's before the program's. */
import { fillParts, fillText, type DocumentTexts } from '../../../../domain/texts/own-texts.ts';
import type { Scheme } from '../../../../domain/scheme/scheme.ts';
import { localText, type Translate } from '../../../../domain/text.ts';
import { type RoundRow } from '../../../../db/queries/rounds.ts';
import { schemeOf, settingsOf } from '../../session/lookups.ts';
import type { Call } from '../../session/session.ts';

export type Words = Pick<Call, 'session' | 'language' | 't'> & {
  /** to be tried out, before those on record */
  readonly texts?: DocumentTexts | undefined;
};

export function ownTexts(round: RoundRow, { texts }: Pick<Words, 'texts'> = {}): DocumentTexts {
  return texts ?? settingsOf(round).documentTexts ?? {};
}

function ofRound(round: RoundRow, { session, language, t }: Words): Record<string, string> {
  const { institution, commission } = settingsOf(round);
  const scheme = schemeOf(session.store.read, round);
  return {
    round: round.name,
    institution: institution ?? t('reports.institutionUnnamed'),
    commission: commission ?? '',
    scheme: localText(scheme.title, language),
    documentNo: scheme.documentNo,
  };
}

/** The document as the rule book's own first sentence cites it, with its number; rule books speak Chinese. */
export function citationOf({ documents }: Scheme, language: Words['language']): { citation?: string } {
  const [citation] = language === 'zh' ? (/《[^》]+》(?:（[^）]*号）)?/.exec(documents.opening) ?? []) : [];
  return citation === undefined ? {} : { citation };
}

/** 受…委托: who commissions the review, as the sentence of a rule book has it. */
const commissioned = /受([^，。；]+?)委托/u;

/** The rule book's first sentence, in which the round's own commission stands for the one that the rule book names. */
export function openingOf({ documents }: Scheme, commission: string | undefined): { opening: string; commission: string | null } {
  const { opening } = documents;
  const named = commissioned.exec(opening)?.[1] ?? null;
  if (commission === undefined) return { opening, commission: named === '{{commission}}' ? null : named };
  return { opening: opening.replace(commissioned, () => `受${commission}委托`), commission };
}

/** 推荐: whether applications come with one, as the rule book lists what they consist of. */
export function asksRecommendation({ materials }: Pick<Scheme, 'materials'>): boolean {
  return materials.some(({ kind }) => kind === 'recommendation');
}

/** Title and first sentence of a review report, and who commissioned it, on the cover as in the sentence. */
export function wordedReport(
  round: RoundRow,
  call: Words,
  values: { park: string; appliedOn: string; experts: number },
): { title: string; opening?: string; commission: string | null } {
  const own = ownTexts(round, call);
  const scheme = schemeOf(call.session.store.read, round);
  const filled = { ...ofRound(round, call), ...values };
  const { commission } = settingsOf(round);
  // the rule books word it in Chinese only
  const usual = call.language === 'zh' ? openingOf(scheme, commission) : { opening: undefined, commission: commission ?? null };
  const opening = own.reportOpening ?? usual.opening;
  return {
    title: fillText(own.reportTitle ?? localText(scheme.documents.reportTitle, call.language), filled),
    ...(opening !== undefined && { opening: fillParts(opening, filled) }),
    // a sentence of the institution's own names whom it will
    commission: own.reportOpening === undefined ? usual.commission : (commission ?? null),
  };
}

/** Title and first paragraph of a list; without own words, and without the rule book's, the builder has its own paragraph. */
export function wordedList(
  round: RoundRow,
  kind: 'shortlist' | 'publicity' | 'final',
  call: Words,
  values: { parks: number; listed: number },
): { title: string; opening?: string } {
  const own = ownTexts(round, call);
  const { documents, kind: kindOfRound } = schemeOf(call.session.store.read, round);
  const filled = { ...ofRound(round, call), ...values };
  const usual = {
    shortlist: () => localText(documents.shortlistTitle, call.language),
    publicity: () => localText(documents.noticeTitle, call.language),
    final: () =>
      kindOfRound === 'assessment' ? localText(documents.noticeTitle, call.language) : call.t('reports.finalTitle', { round: round.name }),
  };
  const ownTitle = { shortlist: own.shortlistTitle, publicity: own.noticeTitle, final: own.finalTitle }[kind];
  const ownOpening = { shortlist: own.shortlistOpening, publicity: own.noticeOpening, final: own.finalOpening }[kind];
  const ruled = { shortlist: documents.shortlistOpening, publicity: documents.noticeOpening, final: documents.finalOpening }[kind];
  // as in the report, the rule books word it in Chinese only
  const opening = ownOpening ?? (call.language === 'zh' ? ruled : undefined);
  return {
    title: ownTitle === undefined ? usual[kind]() : fillText(ownTitle, filled),
    ...(opening !== undefined && { opening: fillParts(opening, filled) }),
  };
}

/** How and where to object. */
export function wordedObjecting(round: RoundRow, call: Words): { contact: string[]; objecting?: string } {
  const { contact = [], objecting } = ownTexts(round, call);
  return { contact: [...contact], ...(objecting !== undefined && { objecting: fillText(objecting, ofRound(round, call)) }) };
}

/** 自动纳入: a sentence for each park that an article enters by itself; left out where there is none. */
export function enteredRemarks(
  entered: readonly { readonly parkName: string; readonly label: string; readonly article: string }[],
  t: Translate,
): { remarks?: string[] } {
  if (entered.length === 0) return {};
  return { remarks: entered.map(({ parkName, label, article }) => t('reports.entered', { park: parkName, type: label, article })) };
}
