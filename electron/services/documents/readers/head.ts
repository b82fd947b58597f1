/** What every reader of documents needs: the head that all share, names of people and criteria, the derivation with its names. */
import type { z } from 'zod';
import { localText, type Translate } from '../../../../domain/text.ts';
import type { DerivationData } from '../../../../domain/report/score-tables.ts';
import type { missingSheets as missing, SignatureData } from '../../../../domain/report/head.ts';
import { nameBeside, nameStages, type ParkDerivation } from '../../../../domain/tally/derivation.ts';
import { validityNotes } from '../../../../domain/scheme/validity.ts';
import { allCriteria, rubricLeaves } from '../../../../domain/rubric/leaves.ts';
import type { Rubric } from '../../../../domain/rubric/model.ts';
import { genesis, getChainHead } from '../../../../db/queries/events.ts';
import { type PersonHead } from '../../../../db/queries/panel.ts';
import type { ReadStore } from '../../../../db/store/open.ts';
import { getRowHead } from '../../../../db/store/row-log.ts';
import { dateInChina } from '../../../../domain/numbers/china-time.ts';
import { stageNames } from '../../tally/stages.ts';
import { isSettled } from '../../scoring/ended.ts';
import { countMissing, openStages } from '../../scoring/missing-sheets.ts';
import { requireRound, schemeOf, settingsOf } from '../../session/lookups.ts';
import { citationOf, type Words } from './wording.ts';

function rowHeadOf({ sqlite }: ReadStore): { rowHead?: string } {
  const rowHead = getRowHead(sqlite);
  return rowHead === null ? {} : { rowHead };
}

export function headOf(store: ReadStore, roundId: string, { language, t, session }: Words, signatures: SignatureData[]) {
  const round = requireRound(store, roundId);
  const scheme = schemeOf(store, round);
  const settings = settingsOf(round);
  const validity = validityNotes(scheme, round.appliedOn, settings.publishedOn).map(({ key, params }) => t(key, params));
  return {
    version: 1 as const,
    language,
    institution: settings.institution ?? t('reports.institutionUnnamed'),
    commission: settings.commission ?? null,
    round: {
      roundId,
      name: round.name,
      schemeTitle: localText(scheme.title, language),
      documentNo: scheme.documentNo,
      appliedOn: round.appliedOn,
      ...citationOf(scheme, language),
      subject: { word: localText(scheme.subject.word, language), counter: scheme.subject.counter },
      ...(validity.length > 0 && { validity }),
    },
    issuedOn: dateInChina(session.now()),
    chainHead: getChainHead(store)?.hash ?? genesis,
    ...rowHeadOf(store),
    signatures,
  };
}

/** The tally's derivation with the names of the criteria. */
export function derivationData(
  { type: _type, panelSize: _panelSize, criteria, beside, stages, ...park }: ParkDerivation,
  rubric: Rubric,
  language: Words['language'],
): DerivationData {
  const leaves = new Map(rubricLeaves(rubric).map(({ criterion }) => [criterion.id, criterion]));
  return {
    ...park,
    ...nameBeside({ beside }, (id) => criterionName(rubric, id, language)),
    ...nameStages({ stages }, stageNames(rubric, language)),
    criteria: criteria.map((line) => {
      const leaf = leaves.get(line.criterionId);
      return { ...line, name: leaf ? localText(leaf.name, language) : line.criterionId, max100: leaf?.max100 ?? 0 };
    }),
  };
}

export function personData({ id, name, organisation, title }: PersonHead) {
  return { personId: id, name, organisation, title };
}

export function criterionName(rubric: Rubric, id: string, language: Words['language']): string {
  const criterion = allCriteria(rubric.criteria).find((one) => one.id === id);
  return criterion ? localText(criterion.name, language) : id;
}

export function institutionField(store: ReadStore, roundId: string, t: Translate): SignatureData {
  const { institution } = settingsOf(requireRound(store, roundId));
  return {
    field: 'institution',
    label: t('reports.role.institution'),
    signer: institution ?? t('reports.institutionUnnamed'),
    kind: 'institution',
    required: true,
  };
}

/** Whose sheets are not in, of one park or of the round, and which stages are not over; nothing where nothing lacks. */
export function missingSheets(
  store: ReadStore,
  roundId: string,
  { language }: Pick<Words, 'language'>,
  applicationId?: string,
): { missing?: NonNullable<z.infer<typeof missing>> } {
  const round = requireRound(store, roundId);
  const experts = countMissing(store, round, language, applicationId);
  const stages = openStages(round, language);
  if (experts.length === 0 && stages.length === 0) return {};
  return { missing: { settled: isSettled(round), experts, ...(stages.length > 0 && { stages }) } };
}
