type Noun = Readonly<Record<string, string>>;

/** The texts of all nouns as `<noun>.<key>`; the nouns are those of the contract. */
export function flatten(nouns: Readonly<Record<string, Noun>>): Record<string, string> {
  // one by one, without lists in between: a start of the window waits for it
  const flat: Record<string, string> = {};
  for (const [noun, texts] of Object.entries(nouns)) for (const [key, text] of Object.entries(texts)) flat[`${noun}.${key}`] = text;
  return flat;
}
