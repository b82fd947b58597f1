/** The derivation of a round's totals as a workbook with live formulas, and the ranking that points into it. */
import { resolve } from 'node:path';
import { safeSheetName } from '../../../domain/names.ts';
import { derivationSheet } from '../../../domain/tally/derivation-sheet.ts';
import { localText } from '../../../domain/text.ts';
import { missingView } from '../scoring/missing-sheets.ts';
import { writeNamed } from '../session/own-files.ts';
import { hashOf } from '../../io/hash.ts';
import { buildWorkbook, type Worksheet } from '../../io/xlsx/worksheet.ts';
import type { Handlers } from '../session/dispatch.ts';
import { labelWithoutType } from './quotas.ts';
import { refuseTaken } from '../session/paths.ts';
import { schemeOf } from '../session/lookups.ts';
import { namesOf } from './names.ts';
import { runTally } from './run-tally.ts';

export const tallySheetHandlers = {
  async 'tally.exportSheet'({ session, language, t, at, append, progress, signal }, { roundId, path, replace = false }) {
    const target = resolve(path);
    refuseTaken(session, 'report/path-taken', [target], replace);
    const store = session.store.read;
    const run = runTally(store, roundId);
    const { result, round } = run;
    const { head, rows, totals } = derivationSheet(result.derivation, result.rules, namesOf(store, run, language), t);
    progress(0, 2, round.name);
    const figures = safeSheetName(t('tally.sheet.derivation'), '1');
    const types = new Map(schemeOf(store, round).types.map((type) => [type.id, localText(type.label, language)]));
    const provisional = missingView(store, round, { t, language })?.settled === false;
    const headed = (key: string): string =>
      provisional ? t('tally.screen.provisional', { figure: t(`tally.sheet.${key}`) }) : t(`tally.sheet.${key}`);
    const ranking: Worksheet = {
      name: t('tally.sheet.ranking'),
      columns: ['park', 'type', 'total', 'rankInType', 'rank'].map((key, index) => ({
        head: index < 2 ? t(`tally.sheet.${key}`) : headed(key),
        width: [32, 14][index],
        wrap: true,
      })),
      rows: result.ranking.map(({ applicationId, parkName, type, total, rank, rankInType }) => ({
        cells: [
          parkName,
          types.get(type) ?? labelWithoutType(schemeOf(store, round), t),
          { formula: `'${figures.replaceAll("'", "''")}'!${totals.get(applicationId) ?? ''}`, result: Number(total) },
          rankInType,
          rank,
        ],
      })),
      frozen: 1,
    };
    const derivation: Worksheet = {
      name: figures,
      columns: head.map((text, index) => ({ head: text, width: [28, 32, 8][index], wrap: true })),
      rows: rows.map(({ kind, cells }) => ({ cells, strong: kind === 'total' })),
      frozen: 2,
    };
    const bytes = await buildWorkbook([ranking, derivation], { createdAt: at });
    signal.throwIfAborted();
    progress(1, 2, round.name);
    await writeNamed(session, target, bytes);
    const sha256 = hashOf(bytes);
    session.store.write((tx) =>
      append(tx, { kind: 'round.exportTally', entity: `round:${roundId}`, new: { sha256, parks: result.ranking.length } }),
    );
    progress(2, 2, round.name);
    return { path: target, sha256, parks: result.ranking.length };
  },
} satisfies Partial<Handlers>;
