/** The site visit of the demo: what was measured changes a verdict, a photo and two signatures are kept, closing freezes it. */
import { readFile } from 'node:fs/promises';
import type { VisitView } from '../../domain/contract/api.ts';
import type { Stroke } from '../../domain/model.ts';
import { difference } from '../../domain/visit/measure.ts';
import type { Park, Stage } from './stage.ts';

/** Gives the verdict that the measured figure leaves the park with; `member`: who of the panel goes there. */
export async function playVisit(
  { host: { session }, call, refusal, check, t }: Stage,
  park: Park | undefined,
  member: string,
): Promise<string> {
  const applicationId = park?.applicationId ?? '';
  // a picture with its place and time in it
  const photo = session.blobs.pathOf(park?.documents.find((one) => one.path.endsWith('.jpg'))?.sha256 ?? '');
  const host = t('cli.demo.visit.host');
  const { visitId } = await call('visits.open', { applicationId, visitedOn: '2026-10-15', people: [member, host] });
  const { checklist } = await call('visits.get', { visitId });
  for (const [index, item] of checklist.entries()) {
    const unseen = index === checklist.length - 1;
    await call('visits.check', {
      visitId,
      checkId: item.id,
      outcome: unseen ? 'notSeen' : 'holds',
      ...(unseen && { note: t('cli.demo.visit.unseen') }),
    });
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
  check('visitPhoto', kept.bytes === (await readFile(photo)).length && kept.takenAt !== null && kept.position !== null, {
    at: kept.takenAt?.replace('T', ' ') ?? '',
  });

  await call('visits.sign', { visitId, name: member, role: 'team', strokes: penStrokes(3) });
  await call('visits.sign', { visitId, name: host, role: 'park', strokes: penStrokes(5) });
  const { digest } = await call('visits.close', { visitId });
  const closed: VisitView = await call('visits.get', { visitId });
  const frozen = (await refusal('visits.note', { visitId, text: t('cli.demo.visit.note') })) === 'visit/closed';
  await call('visits.addendum', { visitId, text: t('cli.demo.visit.addendum') });
  const later = await call('visits.get', { visitId });
  check(
    'visitClosed',
    frozen && later.digest === digest && later.addenda.length === 1 && JSON.stringify({ ...later, addenda: [] }) === JSON.stringify(closed),
    { count: closed.signs.length },
  );
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
      return [
        Math.round(x * 10) / 10,
        Math.round(y * 10) / 10,
        index * 14 + stroke * 1200,
        Math.round((0.55 - 0.35 * Math.sin(angle + 1)) * 100) / 100,
      ];
    }),
  );
}
