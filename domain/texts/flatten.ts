type Noun = Readonly<Record<string, string>>;

/** The texts of all nouns as `<noun>.<key>`; the nouns are those of the contract. */
export function flatten(nouns: Readonly<Record<string, Noun>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(nouns).flatMap(([noun, texts]) => Object.entries(texts).map(([key, text]) => [`${noun}.${key}`, text])),
  );
}
