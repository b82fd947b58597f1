/** 评审办法: which there are, what is wrong with a file, and how one is put into the workspace. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Output } from '../../../domain/contract/api.ts';
import type { Problem } from '../../../domain/condition/problem.ts';
import { problemText } from '../../../domain/eligibility/wording.ts';
import { refuse } from '../../../domain/result.ts';
import { placeInFile } from '../../../domain/eligibility/place-words.ts';
import type { SchemeReading } from '../../../domain/scheme/scheme-file.ts';
import type { Scheme } from '../../../domain/scheme/scheme.ts';
import { localText, type Language, type Translate } from '../../../domain/text.ts';
import { refuseForeign } from '../../../db/store/open.ts';
import { ownerOnly, writeAtomically } from '../../io/files.ts';
import type { Handlers } from '../session/dispatch.ts';
import { evaluateValues, viewEvaluation } from '../applications/evaluation.ts';
import { requireRound, schemeOf } from '../session/lookups.ts';
import { schemesName } from '../at-rest/own-entries.ts';
import { readSchemeFile } from '../session/scheme-files.ts';
import type { Session } from '../session/session.ts';

type Head = Output<'schemes.list'>[number];

function headOf(scheme: Scheme, origin: Head['origin'], language: Language): Head {
  return {
    id: scheme.id,
    title: localText(scheme.title, language),
    documentNo: scheme.documentNo,
    kind: scheme.kind,
    types: scheme.types.map((type) => ({ id: type.id, label: localText(type.label, language) })),
    origin,
  };
}

/** Where and what, in words. A place that is a line of the text is told by the sentence. */
function viewProblem({ path, problem }: Problem, t: Translate): { place: string; message: string } {
  return { place: path === '' ? '' : placeInFile(path, t), message: problemText({ problem }, t) };
}

function refuseFault(reading: SchemeReading): Scheme {
  if ('scheme' in reading) return reading.scheme;
  const { file, problems } = reading.fault;
  const [first] = problems;
  return refuse('scheme/invalid', { id: file, path: first?.path || '/', problem: first?.problem ?? null, count: problems.length });
}

/** The place of the file that an import makes. */
function placeIn({ dir }: Pick<Session, 'dir'>, { id }: Scheme): string {
  return join(dir, schemesName, `${id}.json`);
}

export const schemeHandlers = {
  'schemes.list'(_store, _input, { session, language }) {
    const { schemes, origins } = session.shelf();
    return [...schemes.values()].map((scheme) => headOf(scheme, origins.get(scheme.id) ?? 'program', language));
  },
  'schemes.faults'(_store, _input, { session, t }) {
    return session.shelf().faults.map(({ file, origin, problems }) => ({
      file,
      origin,
      problems: problems.map((one) => viewProblem(one, t)),
    }));
  },
  'schemes.get'(store, { id, roundId }, { session }) {
    return roundId === undefined ? session.scheme(id ?? '') : schemeOf(store, requireRound(store, roundId));
  },
  'schemes.evaluate'(_store, { schemeId, type, values, appliedOn, usdRate }, { session, language, t }) {
    const scheme = session.scheme(schemeId);
    const known = new Set([...scheme.fields.map((field) => field.key), ...(scheme.types.length > 0 ? ['parkType'] : [])]);
    const foreign = Object.keys(values).filter((key) => !known.has(key));
    if (foreign.length > 0) refuse('scheme/unknown-values', { schemeId, keys: foreign.join('、') });
    return viewEvaluation(evaluateValues({ scheme, type, appliedOn, usdRate }, values), [], { scheme, language, t });
  },
  // oxlint-disable-next-line typescript/require-await -- a handler of its kind answers later
  async 'schemes.check'({ session, language, t }, { path }) {
    const reading = readSchemeFile(path, false);
    if ('fault' in reading) return { scheme: null, problems: reading.fault.problems.map((one) => viewProblem(one, t)), replaces: null };
    const replaces = session.shelf().origins.get(reading.scheme.id) ?? null;
    return { scheme: headOf(reading.scheme, 'workspace', language), problems: [], replaces };
  },
  async 'schemes.import'({ session, language, touch }, { path, replace = false }) {
    const scheme = refuseFault(readSchemeFile(path, false));
    const replaces = session.shelf().origins.get(scheme.id) ?? null;
    if (replaces !== null && !replace) refuse('scheme/exists', { schemeId: scheme.id, title: localText(scheme.title, language) });
    const target = placeIn(session, scheme);
    refuseForeign(session.dir);
    await writeAtomically(target, readFileSync(path), ownerOnly);
    touch('scheme');
    return { scheme: headOf(scheme, 'workspace', language), path: target, replaces };
  },
} satisfies Partial<Handlers>;
