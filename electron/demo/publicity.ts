/** Last act of the demo: the list before the public, an objection, the final list and the minutes. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dateOf, dayNumber } from '../../domain/numbers/days.ts';
import { dateInChina } from '../../domain/numbers/china-time.ts';
import { idOf, type Played, type Stage } from './stage.ts';

/** Five working days end within so many days, whatever the holidays. */
const daysBefore = 21;

export async function playPublicity(
  { host, call, refusal, say, check, t, folder }: Stage,
  { roundId, parks }: Played,
  listed: readonly string[],
  institution: { identity: string; passphrase: string },
): Promise<void> {
  const { name } = await call('rounds.get', { roundId });
  const [first = ''] = listed;
  const record = await call('minutes.draft', { roundId, place: t('cli.demo.place') });
  await call('minutes.save', { roundId, heldOn: record.heldOn, place: record.place, text: record.text });
  // long enough ago that the days have passed by now
  const published = await call('publicity.open', {
    roundId,
    startsOn: dateOf(dayNumber(dateInChina(host.session.now())) - daysBefore),
    workingDays: 5,
    despite: t('cli.demo.despite'),
  });
  const letter = join(folder, `${t('cli.demo.letter')}.txt`);
  await writeFile(letter, t('cli.demo.objection'));
  const { objectionId, inTime } = await call('publicity.object', {
    roundId,
    applicationId: idOf(parks, first),
    raisedOn: published.days[1],
    objector: t('cli.demo.objector'),
    text: t('cli.demo.objection'),
    evidence: [letter],
  });
  say('published', { opensOn: published.opensOn, closesOn: published.closesOn ?? '' });
  check('objection', inTime && (await refusal('publicity.close', { roundId })) === 'publicity/not-closable');
  await call('publicity.resolve', { objectionId, outcome: 'dismissed', reason: t('cli.demo.answer') });
  const { final, titles } = await call('publicity.close', { roundId, despite: t('cli.demo.despite') });
  const finals = final.listed.map(({ parkName }) => parkName);
  check('final', titles === listed.length && finals.toSorted().join() === listed.toSorted().join(), { parks: finals.join('、') });
  const finalList = await call('reports.export', {
    kind: 'final',
    roundId,
    path: join(folder, `${t('reports.fileName.final', { round: name })}.pdf`),
    sign: [institution],
  });
  check('verified', finalList.verification.status === 'valid', {
    file: finalList.path,
    pages: finalList.pages,
    line: finalList.verification.bottomLine,
  });
}
