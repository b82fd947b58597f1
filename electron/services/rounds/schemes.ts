import { resolve } from 'node:path';
import { blankForm } from '../../../domain/form/blank-form.ts';
import { refuse } from '../../../domain/result.ts';
import { localText } from '../../../domain/text.ts';
import { writeAtomically } from '../../io/files.ts';
import type { BlankWords } from '../../io/documents/blank-form.ts';
import type { Handlers } from '../session/dispatch.ts';
import { refuseTaken } from '../session/paths.ts';
import { translator } from '../session/texts.ts';
import { evaluateValues, viewEvaluation } from '../applications/evaluation.ts';

export const schemeHandlers = {
  'schemes.list'(_store, _input, { session, language }) {
    return session.schemes().map((scheme) => ({
      id: scheme.id,
      title: localText(scheme.title, language),
      documentNo: scheme.documentNo,
      kind: scheme.kind,
      types: scheme.types.map((type) => ({ id: type.id, label: localText(type.label, language) })),
    }));
  },
  'schemes.get'(_store, { id }, { session }) {
    return session.scheme(id);
  },
  /** The form is a Chinese one, whatever language the window speaks. */
  async 'schemes.form'({ session }, { schemeId, format, path, replace = false }) {
    const scheme = session.scheme(schemeId);
    const form = blankForm(scheme);
    const fields = form.rows.flat().reduce((sum, cell) => sum + cell.fields.length, 0);
    if (fields === 0 || scheme.kind === 'checklist') refuse('scheme/no-form', { schemeId });
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
    await writeAtomically(target, format === 'docx' ? await blankDocx(form, words) : await blankXlsx(form, words));
    return { path: target, fields };
  },
  'schemes.evaluate'(_store, { schemeId, type, values, appliedOn, usdRate }, { session, language, t }) {
    const scheme = session.scheme(schemeId);
    return viewEvaluation(evaluateValues({ scheme, type, appliedOn, usdRate }, values), [], { scheme, language, t });
  },
} satisfies Partial<Handlers>;
