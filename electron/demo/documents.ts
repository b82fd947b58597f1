/** Fifth act of the demo: identities, signed documents, and what becomes of an altered one. */
import { spawnSync } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { carryByFile } from './exchange.ts';
import { idOf, type Played, type Stage } from './stage.ts';

const passphrase = 'demo-passphrase-2026';

/** Gives how the institution signs. */
export async function playDocuments(
  { call, say, check, t, folder, language }: Stage,
  { roundId, parks, panel }: Played,
  listed: readonly string[],
  visited: string,
): Promise<{ identity: string; passphrase: string }> {
  const { name } = await call('rounds.get', { roundId });
  const keys = join(folder, 'keys');
  const institution = join(keys, 'institution.p12');
  const made = await call('identities.createInstitution', { name: t('cli.demo.institution'), path: institution, passphrase });
  const members = [];
  for (const [index, { personId }] of panel.entries()) {
    const path = join(keys, `expert-${index + 1}.p12`);
    await call('identities.issue', { personId, path, passphrase, institutionPath: institution, institutionPassphrase: passphrase });
    members.push({ identity: path, passphrase });
  }
  say('identities', { count: members.length + 1 });
  const first = listed[0] ?? '';
  const [expert] = panel;
  const [key] = members;
  const carried =
    expert &&
    key &&
    (await carryByFile({
      folder,
      language,
      personId: expert.personId,
      applicationId: idOf(parks, first),
      key,
      institution: { institutionPath: institution, institutionPassphrase: passphrase },
      opinion: t('cli.demo.opinion'),
      office: call,
    }));
  check('carried', carried === true);
  const report = await call('reports.export', {
    kind: 'review',
    applicationId: idOf(parks, first),
    path: join(folder, `${t('reports.fileName.review', { park: first })}.pdf`),
    sign: [...members, { identity: institution, passphrase }],
  });
  const shortlist = await call('reports.export', {
    kind: 'shortlist',
    roundId,
    path: join(folder, `${t('reports.fileName.shortlist', { round: name })}.pdf`),
    sign: [{ identity: institution, passphrase }],
  });
  const seen = await call('reports.export', {
    kind: 'visit',
    applicationId: idOf(parks, visited),
    path: join(folder, `${t('reports.fileName.visit', { park: visited })}.pdf`),
    sign: members.slice(1, 2),
  });
  await copyFile(made.rootPath, join(folder, 'root.crt'));
  for (const [document, signers] of [
    [report, members.length + 1],
    [shortlist, 1],
    [seen, 1],
  ] as const) {
    const verified = await call('documents.verify', { path: document.path });
    check('verified', verified.status === 'valid' && verified.signatures.length === signers, {
      file: document.path,
      pages: document.pages,
      line: verified.bottomLine,
    });
    const outside = runPdfsig(document.path);
    if (outside !== null) check('pdfsig', outside === signers, { count: outside });
  }
  const altered = join(folder, 'altered.pdf');
  const bytes = Buffer.from(await readFile(report.path));
  const place = Math.floor(bytes.length / 3);
  bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
  await writeFile(altered, bytes);
  const found = await call('documents.verify', { path: altered });
  check('altered', found.status !== 'valid', { line: found.bottomLine });
  return { identity: institution, passphrase };
}

/** How many signatures Poppler finds valid; null where it is not installed. */
function runPdfsig(path: string): number | null {
  const done = spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
  return done.error ? null : (done.stdout.match(/Signature is Valid/g) ?? []).length;
}
