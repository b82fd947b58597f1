/** Where the workspace lies when nobody says so, on each system, installed and on a stick. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { chooseWorkspace, type Machine } from '../../electron/services/default-workspace.ts';
import { defaultWorkspace } from '../../electron/services/host.ts';
import { readStart } from '../../electron/hosts/start/arguments.ts';

const dir = mkdtempSync(join(tmpdir(), 'parkpanel-place-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const windows = { platform: 'win32', home: 'C:\\Users\\李', env: { APPDATA: 'C:\\Users\\李\\AppData\\Roaming' } } as const;
const mac = { platform: 'darwin', home: '/Users/li', env: {} } as const;
const linux = { platform: 'linux', home: '/home/li', env: {} } as const;

type Case = readonly [name: string, machine: Omit<Machine, 'isFolder'>, beside: string, otherwise: string];

const cases: readonly Case[] = [
  [
    'Windows, from a stick',
    { ...windows, program: 'E:\\园评\\ParkPanel.exe' },
    'E:\\园评\\workspace',
    'C:\\Users\\李\\AppData\\Roaming\\ParkPanel',
  ],
  [
    'Windows, one file that unpacks itself',
    { ...windows, env: { ...windows.env, PORTABLE_EXECUTABLE_DIR: 'E:\\' }, program: 'C:\\Temp\\x\\ParkPanel.exe' },
    'E:\\workspace',
    'C:\\Users\\李\\AppData\\Roaming\\ParkPanel',
  ],
  [
    'macOS',
    { ...mac, program: '/Volumes/U/ParkPanel.app/Contents/MacOS/ParkPanel' },
    '/Volumes/U/workspace',
    '/Users/li/Library/Application Support/ParkPanel',
  ],
  [
    'macOS, the program that runs the services',
    { ...mac, program: '/Volumes/U/ParkPanel.app/Contents/Frameworks/ParkPanel Helper.app/Contents/MacOS/ParkPanel Helper' },
    '/Volumes/U/workspace',
    '/Users/li/Library/Application Support/ParkPanel',
  ],
  [
    'Linux, unpacked',
    { ...linux, program: '/media/u/parkpanel/parkpanel' },
    '/media/u/parkpanel/workspace',
    '/home/li/.local/share/ParkPanel',
  ],
  [
    'Linux, AppImage',
    { ...linux, env: { APPIMAGE: '/media/u/ParkPanel.AppImage', XDG_DATA_HOME: '/data' }, program: '/tmp/.mount_1/parkpanel' },
    '/media/u/workspace',
    '/data/ParkPanel',
  ],
];

test.each(cases)(
  '%s: a folder beside the program is taken where it exists, else the place of the system',
  (_, machine, beside, otherwise) => {
    const asked: string[] = [];
    const isFolder = (path: string, there: boolean): boolean => (asked.push(path), there);
    expect(chooseWorkspace({ ...machine, isFolder: (path) => isFolder(path, true) })).toBe(beside);
    expect(chooseWorkspace({ ...machine, isFolder: (path) => isFolder(path, false) })).toBe(otherwise);
    expect(new Set(asked)).toEqual(new Set([beside]));
  },
);

test.each(cases)('%s: what somebody named goes before it', (_, machine, beside) => {
  const named = { ...machine, env: { ...machine.env, PARKPANEL_WORKSPACE: '/named' }, isFolder: () => true };
  expect(chooseWorkspace(named)).toBe('/named');
  const start = readStart(['--workspace', '/asked'], { cwd: '/', env: named.env, strict: true });
  expect(start).toMatchObject({ workspace: '/asked' });
  expect(beside).not.toBe('/asked');
});

test.each(['', 'relative', './data'])('a variable of the system that says %j says nothing', (named) => {
  const machine = { ...linux, program: null, isFolder: () => false };
  expect(chooseWorkspace({ ...machine, env: { XDG_DATA_HOME: named } })).toBe('/home/li/.local/share/ParkPanel');
  const windows = { ...machine, platform: 'win32', home: 'C:\\li', env: { APPDATA: named } } as const;
  expect(chooseWorkspace(windows)).toBe('C:\\li\\AppData\\Roaming\\ParkPanel');
});

test('from_a_checkout_no_folder_beside_node_is_ever_taken', () => {
  const isFolder = (): boolean => {
    throw new Error('asked');
  };
  expect(chooseWorkspace({ ...linux, program: null, isFolder })).toBe('/home/li/.local/share/ParkPanel');
  vi.stubEnv('PARKPANEL_WORKSPACE', undefined);
  vi.stubEnv('XDG_DATA_HOME', dir);
  vi.stubEnv('APPIMAGE', join(dir, 'x.AppImage'));
  mkdirSync(join(dir, 'workspace'));
  if (process.platform === 'linux') expect(defaultWorkspace()).toBe(join(dir, 'ParkPanel'));
});
