/** 文书用语: the texts that an institution may word itself, and its own. */
import { checkTexts, placeholders } from '../../../domain/texts/own-texts.ts';
import { noticeOpening } from '../../../domain/report/documents/notice.ts';
import { shortlistOpening } from '../../../domain/report/documents/shortlist.ts';
import { formatBasis } from '../../../domain/report/phrases.ts';
import { wordsOfSubject } from '../../../domain/report/subject-words.ts';
import { resultWords } from '../../../domain/report/result-words.ts';
import { localText } from '../../../domain/text.ts';
import { updateRound, type RoundRow } from '../../../db/queries/rounds.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, schemeOf, settingsOf } from '../session/lookups.ts';
import { isScored } from '../session/scored.ts';
import { asksRecommendation, citationOf, openingOf, ownTexts, type Words } from './readers/wording.ts';

type TextKey = keyof typeof placeholders;

/** What stands in the documents without own words, with the names of the figures in braces. */
function usualTexts(round: RoundRow, call: Words): Record<TextKey, string> {
  const { session, language, t } = call;
  const scheme = schemeOf(session.store.read, round);
  const { documents } = scheme;
  const basis = formatBasis(t, {
    schemeTitle: localText(scheme.title, language),
    documentNo: scheme.documentNo,
    ...citationOf(scheme, language),
  });
  const words = wordsOfSubject(language, scheme.subject);
  const scored = isScored(session.store.read, round);
  const lead = {
    basis,
    institution: '{{institution}}',
    park: '{{park}}',
    date: '{{appliedOn}}',
    scored: scored ? t('reports.review.scored', { experts: '{{experts}}' }) : '',
  };
  const list = { isDue: true, basis, words, institution: '{{institution}}', parks: '{{parks}}', listed: '{{listed}}', scored };
  // a notice counts the parks that it names
  const notice = { ...list, parks: '{{listed}}', recommended: asksRecommendation(scheme), listedWord: resultWords(scheme, call).listed };
  // the rule books word it in Chinese only
  const ruled: Partial<typeof documents> = language === 'zh' ? documents : {};
  return {
    reportTitle: localText(documents.reportTitle, language),
    reportOpening: language === 'zh' ? openingOf(scheme, settingsOf(round).commission).opening : t('reports.review.lead', lead),
    shortlistTitle: localText(documents.shortlistTitle, language),
    shortlistOpening: ruled.shortlistOpening ?? shortlistOpening(list, t),
    noticeTitle: localText(documents.noticeTitle, language),
    noticeOpening: ruled.noticeOpening ?? noticeOpening('publicity', notice, t),
    objecting: t('reports.notice.objecting'),
    finalTitle: t('reports.finalTitle', { round: '{{round}}' }),
    finalOpening: ruled.finalOpening ?? noticeOpening('final', notice, t),
  };
}

export const reportTextHandlers = {
  'reports.texts'(store, { roundId }, call) {
    const round = requireRound(store, roundId);
    const own = ownTexts(round);
    const usual = Object.entries(usualTexts(round, call));
    return [
      ...usual.map(([key, text]) => ({
        key,
        label: call.t(`reports.text.${key}`),
        usual: text,
        own: own[key as TextKey] ?? null,
        placeholders: [...placeholders[key as TextKey]],
      })),
      { key: 'contact', label: call.t('reports.text.contact'), usual: '', own: own.contact?.join('\n') ?? null, placeholders: [] },
    ];
  },
  'reports.setTexts'(tx, { roundId, texts }, { append }) {
    const round = requireRound(tx, roundId);
    checkTexts(texts);
    const { documentTexts: before, ...rest } = settingsOf(round);
    updateRound(tx, roundId, { settings: JSON.stringify({ ...rest, documentTexts: texts }) });
    append(tx, {
      kind: 'round.setDocumentTexts',
      entity: `round:${roundId}`,
      old: before ?? {},
      new: texts,
    });
    return { texts };
  },
} satisfies Partial<Handlers>;
