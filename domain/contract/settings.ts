/**
 * 设置: what the window remembers on this machine between starts. Kept beside the workspace's store and not in it: no
 * event, no exchange file and no other laptop ever sees it.
 */
import { z } from 'zod';
import { uuid } from '../model.ts';
import { method, nothing, path } from './method.ts';

export const shades = ['light', 'dark', 'system'] as const;

/** widths of panes in percent of the whole */
const panes = z.record(z.string().max(60), z.array(z.number().min(0).max(100)).max(8));
const places = z.record(z.string().max(60), path);

export const settings = z.object({
  language: z.enum(['zh', 'en']).default('zh'),
  shade: z.enum(shades).default('system'),
  /** the round that was open last */
  roundId: uuid.nullable().default(null),
  /** the member of the panel who sits here; null: the secretary */
  personId: uuid.nullable().default(null),
  panes: panes.default({}),
  /** the folder chosen last, by what was put there */
  folders: places.default({}),
  /** where a person's own key file lies, by person */
  keyFiles: places.default({}),
});
export type Settings = z.output<typeof settings>;

export const settingsMethods = {
  /** `folder`: where files go until somebody chooses another place. What cannot be read is as if nothing had been chosen. */
  'settings.get': method('device', nothing, z.object({ settings, folder: z.string() }), 'machine'),
  /** Changes what is named; of panes, folders and key files only the named ones. Errors: workspace/read-only, workspace/disk-full. */
  'settings.set': method(
    'device',
    z.strictObject({
      language: z.enum(['zh', 'en']).optional(),
      shade: z.enum(shades).optional(),
      roundId: uuid.nullable().optional(),
      personId: uuid.nullable().optional(),
      panes: panes.optional(),
      folders: places.optional(),
      keyFiles: places.optional(),
    }),
    settings,
    'machine',
  ),
} as const;
