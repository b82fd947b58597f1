/** 封条: the beginning of a sheet's digest (hex) as people read it out and write it down, three groups of four. */
export function sealCode(digest: string): string {
  return (digest.slice(0, 12).toUpperCase().match(/.{4}/g) ?? []).join('-');
}
