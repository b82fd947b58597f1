/** Names of the ipc channels, apart so that the preload carries nothing else. */
export const channels = {
  call: 'parkpanel:call',
  cancel: 'parkpanel:cancel',
  event: 'parkpanel:event',
  flushed: 'parkpanel:flushed',
  pick: 'parkpanel:pick',
  reveal: 'parkpanel:reveal',
} as const;
