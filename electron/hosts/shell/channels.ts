/** Names of the ipc channels, apart so that the preload carries nothing else. */
export const channels = {
  call: 'parkpanel:call',
  cancel: 'parkpanel:cancel',
  event: 'parkpanel:event',
  flushed: 'parkpanel:flushed',
  openFolder: 'parkpanel:open-folder',
  openWorkspace: 'parkpanel:open-workspace',
  pick: 'parkpanel:pick',
  reveal: 'parkpanel:reveal',
} as const;
