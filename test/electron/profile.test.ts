/** The profile lies apart from the workspace on all three platforms, and one workspace has one profile. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, posix, win32 } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compiledFolder, folderKey, profileFolder, realPath, type Machine } from '../../electron/hosts/shell/profile.ts';
import { tempFolder } from '../fixtures/store.ts';

const machines: readonly (Machine & { readonly workspace: string; readonly profiles: string })[] = [
  {
    platform: 'win32',
    home: 'C:\\Users\\王小明',
    env: { LOCALAPPDATA: 'C:\\Users\\王小明\\AppData\\Local', APPDATA: 'C:\\Users\\王小明\\AppData\\Roaming' },
    workspace: 'C:\\Users\\王小明\\AppData\\Roaming\\ParkPanel',
    profiles: 'C:\\Users\\王小明\\AppData\\Local\\ParkPanel Window',
  },
  {
    platform: 'darwin',
    home: '/Users/王小明',
    env: {},
    workspace: '/Users/王小明/Library/Application Support/ParkPanel',
    profiles: '/Users/王小明/Library/Application Support/ParkPanel Window',
  },
  {
    platform: 'linux',
    home: '/home/王小明',
    env: {},
    workspace: '/home/王小明/.local/share/ParkPanel',
    profiles: '/home/王小明/.local/state/ParkPanel Window',
  },
  {
    platform: 'linux',
    home: '/root',
    env: { XDG_STATE_HOME: '/var/state' },
    workspace: '/root/.local/share/ParkPanel',
    profiles: '/var/state/ParkPanel Window',
  },
];

test.each(['', 'state'])('a state folder %j counts for nothing', (named) => {
  const machine = { platform: 'linux', home: '/home/li', env: { XDG_STATE_HOME: named } } as const;
  expect(profileFolder('/w', machine)).toMatch(/^\/home\/li\/\.local\/state\//);
});

test.each(machines)('$platform: what was compiled lies beside the profiles', (machine) => {
  const paths = machine.platform === 'win32' ? win32 : posix;
  expect(compiledFolder(machine)).toBe(paths.join(machine.profiles, 'compiled'));
});

test.each(machines)('$platform: neither lies in the other', (machine) => {
  const { workspace, profiles, platform } = machine;
  const profile = profileFolder(workspace, machine);
  const paths = platform === 'win32' ? win32 : posix;
  expect(paths.dirname(profile)).toBe(profiles);
  expect(paths.basename(profile)).toMatch(/^[0-9a-f]{16}$/);
  const [inner, outer] = [folderKey(profile, platform), folderKey(workspace, platform)];
  expect(inner === outer || inner.startsWith(`${outer}${paths.sep}`) || outer.startsWith(`${inner}${paths.sep}`)).toBe(false);
});

test('capitals_tell_folders_apart_on_linux_only', () => {
  const same = machines.map((machine) => profileFolder('/W/Äpfel', machine) === profileFolder('/w/äPFEL/', machine));
  expect(same).toEqual([true, true, false, false]);
});

test('two_ways_to_write_an_accent_are_one_folder', () => {
  for (const machine of machines) expect(profileFolder('/w/e\u0301', machine)).toBe(profileFolder('/w/\u00e9', machine));
});

test('other_folders_have_other_profiles', () => {
  const [, , linux] = machines;
  if (!linux) throw new Error('no machine');
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      const alike = folderKey(`/${one}`, 'linux') === folderKey(`/${other}`, 'linux');
      expect(profileFolder(`/${one}`, linux) === profileFolder(`/${other}`, linux)).toBe(alike);
    }),
  );
});

test('a_link_leads_to_the_folder_itself_also_where_that_is_yet_to_be_made', () => {
  const dir = realPath(tempFolder());
  mkdirSync(join(dir, 'real'));
  symlinkSync(join(dir, 'real'), join(dir, 'link'));
  expect(realPath(join(dir, 'link'))).toBe(join(dir, 'real'));
  expect(realPath(join(dir, 'link/new/deep'))).toBe(join(dir, 'real/new/deep'));
});
