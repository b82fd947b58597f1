/** The window states times by the clock in China, whatever zone the machine is set to. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const words = pathToFileURL(join(import.meta.dirname, '../../renderer/ui/words.ts')).href;

test.each(['Asia/Shanghai', 'UTC', 'America/New_York', 'Pacific/Kiritimati'])('on a machine in %s', (zone) => {
  const script = `import { cameraTime, showClock, showTime, stamp } from ${JSON.stringify(words)};
    const at = '2026-12-31T16:05:09.120Z';
    console.log(JSON.stringify([showTime(at), showTime(at, true), showClock(at), stamp(new Date(at)), cameraTime(new Date(at))]));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  expect(JSON.parse(said)).toEqual(['2027-01-01 00:05', '2027-01-01 00:05:09', '00:05:09', '20270101-000509', '2027-01-01T00:05:09+08:00']);
});
