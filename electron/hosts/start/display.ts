/** Whether a window can be seen at all. */

/** Where windows go on Linux: an X server, a Wayland compositor alone, or nowhere. Elsewhere the system itself draws them. */
export type Display = 'system' | 'x11' | 'wayland' | 'none';

export function displayOf(platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): Display {
  if (platform === 'win32' || platform === 'darwin') return 'system';
  if (env['DISPLAY']) return 'x11';
  return env['WAYLAND_DISPLAY'] ? 'wayland' : 'none';
}
