/** 责任清单: progress by heading and by responsible unit. */
import { stated, type Facts } from './measure.ts';
import type { Checklist, Scheme } from './scheme.ts';
import type { Verdict } from '../condition/verdict.ts';

export interface Completion {
  readonly name: string;
  readonly done: number;
  /** tasks whose progress nobody has recorded */
  readonly unknown: number;
  readonly total: number;
}

export interface TaskProgress {
  readonly no: number;
  /** number of the heading it stands under */
  readonly heading: string;
  readonly text: string;
  readonly units: readonly string[];
  /** the field that holds the progress */
  readonly field: string;
  readonly progress: string | null;
}

export interface ChecklistAnswer {
  readonly verdict: Verdict;
  readonly total: Completion;
  readonly headings: readonly (Completion & { readonly no: string })[];
  /** a task of several units counts for each of them */
  readonly units: readonly Completion[];
  readonly tasks: readonly TaskProgress[];
}

type Task = Checklist['headings'][number]['tasks'][number];

/** Progress of every task and the completion by heading and unit; undefined where the scheme has no list. */
export function checklistOf(scheme: Scheme, facts: Facts): ChecklistAnswer | undefined {
  const list = scheme.checklist;
  if (!list) return undefined;
  const progressOf = (task: Task): string | null => {
    const value = stated(facts, task.field)?.value;
    return typeof value === 'string' ? value.trim() : null;
  };
  const complete = (name: string, tasks: readonly Task[]): Completion => ({
    name,
    done: tasks.filter((task) => progressOf(task) === list.done).length,
    unknown: tasks.filter((task) => progressOf(task) === null).length,
    total: tasks.length,
  });
  const tasks = list.headings.flatMap((heading) => heading.tasks);
  const total = complete(scheme.title.zh, tasks);
  const units = [...new Set(tasks.flatMap((task) => task.units))];
  return {
    verdict: total.done === total.total ? 'met' : total.done + total.unknown < total.total ? 'notMet' : 'missing',
    total,
    headings: list.headings.map((heading) => ({ no: heading.no, ...complete(heading.title, heading.tasks) })),
    units: units.map((unit) =>
      complete(
        unit,
        tasks.filter((task) => task.units.includes(unit)),
      ),
    ),
    tasks: list.headings.flatMap((heading) =>
      heading.tasks.map((task) => ({
        no: task.no,
        heading: heading.no,
        text: task.text,
        units: task.units,
        field: task.field,
        progress: progressOf(task),
      })),
    ),
  };
}
