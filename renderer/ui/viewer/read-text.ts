/** A text file, read as UTF-8 and where that fails as GB18030, which Windows programs in China write. */
export async function readText(address: string, signal: AbortSignal): Promise<string> {
  const bytes = await (await fetch(address, { signal })).arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
