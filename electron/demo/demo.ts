/**
 * `demo`: plays a whole review, headless, on the sample packages, through the same dispatch as the window.
 * Every step is checked against what must come out; the exit code tells whether every check held.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Language } from '../../domain/text.ts';
import { openHost } from '../services/host.ts';
import { translator } from '../services/session/texts.ts';
import { playApplications, verdicts } from './applications.ts';
import { playDocuments } from './documents.ts';
import { playPublicity } from './publicity.ts';
import { playScores, seatPanel } from './scores.ts';
import { playShortlist, playTally } from './shortlist.ts';
import { setStage, type Stage } from './stage.ts';
import { playVisit } from './visit.ts';

/** The park whose floor is measured again on site. */
const visited = '湘潭莲城跨境电商产业园';

export async function playDemo(out: string | undefined, language: Language): Promise<number> {
  const t = translator(language);
  const say = (key: string, params?: Record<string, string | number>) => process.stdout.write(`${t(`cli.demo.${key}`, params)}\n`);
  const folder = resolve(out ?? join('build', `demo-${new Date().toISOString().replaceAll(/[-:]/g, '').slice(0, 15)}`));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    say('folderTaken', { folder });
    return 2;
  }
  const workspace = join(folder, 'workspace');
  const started = Date.now();
  let failed = 0;
  const check = (key: string, held: boolean, params?: Record<string, string | number>) => {
    if (!held) failed++;
    process.stdout.write(`  ${held ? '✓' : '✗'} ${t(`cli.demo.check.${key}`, params)}\n`);
  };

  const host = openHost(workspace);
  try {
    await play(setStage({ host, language, folder, say, check }));
  } catch (error) {
    check('stopped', false, { why: error instanceof Error ? error.message : String(error) });
  } finally {
    host.session.release();
  }
  say(failed === 0 ? 'done' : 'failed', { folder, workspace, seconds: ((Date.now() - started) / 1000).toFixed(1), failed });
  return failed === 0 ? 0 : 1;
}

/** All acts, in their order. */
export async function play(stage: Stage): Promise<void> {
  const received = await playApplications(stage);
  const played = { ...received, ...(await seatPanel(stage, received)) };
  await playScores(stage, played);
  stage.say('visit');
  const standing = { ...verdicts, [visited]: await playVisit(stage, played.parks.get(visited), stage.t('cli.demo.expert.2')) };
  await playTally(stage, played);
  const listed = await playShortlist(stage, played, standing);
  const institution = await playDocuments(stage, played, listed, visited);
  await playPublicity(stage, played, listed, institution);
  const doctor = await stage.call('workspace.doctor', {});
  stage.check('doctor', doctor.healthy);
}
