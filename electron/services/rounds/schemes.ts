import { localText } from '../../../domain/text.ts';
import type { Handlers } from '../session/dispatch.ts';
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
  'schemes.evaluate'(_store, { schemeId, type, values, appliedOn, usdRate }, { session, language, t }) {
    const scheme = session.scheme(schemeId);
    return viewEvaluation(evaluateValues({ scheme, type, appliedOn, usdRate }, values), [], { scheme, language, t });
  },
} satisfies Partial<Handlers>;
