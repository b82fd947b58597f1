/** The site visit of the demo: what was measured changes a verdict, a photo and two signatures are kept, closing freezes it. */
import { readFile } from 'node:fs/promises';
import type { Input, MethodName, Output, VisitView } from '../domain/api.ts';
import type { Stroke } from '../domain/model.ts';
import type { Translate } from '../domain/text.ts';
import { difference } from '../domain/visit/measure.ts';

interface Scene {
  readonly call: <M extends MethodName>(method: M, payload: Input<M>) => Promise<Output<M>>;
  readonly refusal: <M extends MethodName>(method: M, payload: Input<M>) => Promise<string>;
  readonly check: (key: string, held: boolean, params?: Record<string, string | number>) => void;
  readonly t: Translate;
  readonly applicationId: string;
  /** who of the panel goes there */
  readonly member: string;
  /** path of a picture with its place and time in it */
  readonly photo: string;
}

/** Gives the verdict that the measured figure leaves the park with. */
export async function playVisit({ call, refusal, check, t, applicationId, member, photo }: Scene): Promise<string> {
  const host = t('cli.demo.visit.host');
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-15', people: [member, host] });
  const { checklist } = await call('visits.get', { visitId });
  for (const [index, item] of checklist.entries()) {
    const unseen = index === checklist.length - 1;
    await call('visits.check', { visitId, checkId: item.id, outcome: unseen ? 'notSeen' : 'holds', ...(unseen && { note: t('cli.demo.visit.unseen') }) });
  }
  await call('visits.note', { visitId, text: t('cli.demo.visit.note') });

  const measured = await call('visits.measure', { visitId, key: 'ecommerceArea', value: '4100', note: t('cli.demo.visit.measured') });
  const { before, after } = measured.effect;
  const declared = measured.declared?.value ?? null;
  check('visitEffect', before === 'notMet' && after !== 'notMet' && measured.difference === difference(declared, '4100'), {
    declared: String(declared),
    difference: measured.difference ?? '',
    before: t(`common.verdict.${before}`),
    after: t(`common.verdict.${after}`),
  });

  const kept = await call('visits.photo', { visitId, path: photo, caption: t('cli.demo.visit.caption') });
  check('visitPhoto', kept.bytes === (await readFile(photo)).length && kept.takenAt !== null && kept.position !== null, { at: kept.takenAt?.replace('T', ' ') ?? '' });

  await call('visits.sign', { visitId, name: member, role: 'team', strokes: penStrokes(3) });
  await call('visits.sign', { visitId, name: host, role: 'park', strokes: penStrokes(5) });
  const { digest } = await call('visits.close', { visitId });
  const closed: VisitView = await call('visits.get', { visitId });
  const frozen = (await refusal('visits.note', { visitId, text: t('cli.demo.visit.note') })) === 'visit/closed';
  await call('visits.addendum', { visitId, text: t('cli.demo.visit.addendum') });
  const later = await call('visits.get', { visitId });
  check('visitClosed', frozen && later.digest === digest && later.addenda.length === 1 && JSON.stringify({ ...later, addenda: [] }) === JSON.stringify(closed), { count: closed.signs.length });
  return after;
}

/** A made-up hand: loops that run to the right, pressed harder on the way down. */
function penStrokes(loops: number): Stroke[] {
  const turns = [loops, 2];
  return turns.map((count, stroke) =>
    Array.from({ length: count * 16 + 1 }, (_, index): Stroke[number] => {
      const angle = (index / 16) * 2 * Math.PI;
      const x = 40 + index * 5 + stroke * 90 + 26 * Math.sin(angle);
      const y = 80 + stroke * 30 - 34 * Math.cos(angle);
      return [Math.round(x * 10) / 10, Math.round(y * 10) / 10, index * 14 + stroke * 1200, Math.round((0.55 - 0.35 * Math.sin(angle + 1)) * 100) / 100];
    }),
  );
}
