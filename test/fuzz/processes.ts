/** What the processes that this one started hold and take. On Linux; elsewhere nothing is known of them. */
import { readFileSync, readdirSync } from 'node:fs';

/** How often it is looked at, in ms. */
const everyMs = 20;
/** Clock ticks a second, as the kernel tells processor time. */
const ticks = 100;

/** Children of every thread of this process. */
function children(): string[] {
  try {
    return readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
  } catch {
    // no such thing on this system, or a thread that just ended
    return [];
  }
}

function factOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

/** The most memory that any of them held, in MB. */
export function watchMemory(): { peak(): number; stop(): void } {
  let peak = 0;
  const look = (): void => {
    for (const pid of children()) peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(factOf(pid, 'status'))?.[1] ?? 0) / 1024);
  };
  const timer = setInterval(look, everyMs);
  return {
    peak: () => Math.round(peak),
    stop() {
      look();
      clearInterval(timer);
    },
  };
}

/** Processor time that this process and those it started have taken, in ms. */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  const others = children().map((pid) => {
    // behind the name in brackets: the 12th and 13th of the rest
    const fields = factOf(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
    return ((Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / ticks) * 1000;
  });
  return (user + system) / 1000 + others.reduce((sum, one) => sum + one, 0);
}
