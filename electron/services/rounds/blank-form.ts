/** 空白申报表: the form of a rule book, written for applicants to fill in. It is a Chinese one, whatever language the window speaks. */
import { resolve } from 'node:path';
import { blankForm } from '../../../domain/form/blank-form.ts';
import { refuse } from '../../../domain/result.ts';
import type { BlankWords } from '../../io/documents/blank-form.ts';
import { writeNamed } from '../session/own-files.ts';
import type { Handlers } from '../session/dispatch.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import { refuseTaken } from '../session/paths.ts';
import { translator } from '../session/texts.ts';

export const blankFormHandlers = {
  async 'schemes.form'({ session }, { schemeId, roundId, format, path, replace = false }) {
    const store = roundId === undefined ? null : session.store.read;
    const scheme = store ? schemeOf(store, requireRound(store, roundId ?? '')) : session.scheme(schemeId ?? '');
    const form = blankForm(scheme);
    const fields = form.rows.flat().reduce((sum, cell) => sum + cell.fields.length, 0);
    if (fields === 0 || scheme.kind === 'checklist') refuse('scheme/no-form', { schemeId: scheme.id });
    const target = resolve(path);
    refuseTaken(session, 'report/path-taken', [target], replace);
    const zh = translator('zh');
    const words: BlankWords = {
      about: ['labels', 'units', 'boxes', 'open'].map((key) => zh(`schemes.blank.about.${key}`)),
      number: zh('schemes.blank.number'),
      whole: zh('schemes.blank.whole'),
      date: zh('schemes.blank.date'),
      pick: zh('schemes.blank.pick'),
    };
    const { blankDocx, blankXlsx } = await import('../../io/documents/blank-form.ts');
    await writeNamed(session, target, format === 'docx' ? await blankDocx(form, words) : await blankXlsx(form, words));
    return { path: target, fields };
  },
} satisfies Partial<Handlers>;
