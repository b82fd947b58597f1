/**
 * Names that people gave, as names of files and of worksheets. What comes out is allowed on Windows, macOS and Linux alike,
 * for what is made on one machine is opened on another.
 */

/** C0, DEL, C1, and the marks that turn the writing direction and so disguise an ending. */
// oxlint-disable-next-line no-control-regex
export const controls = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A person, however the name and the unit are written: blanks, marks without width, width of brackets and case tell nobody apart. */
export function personKey({ name, organisation }: { readonly name: string; readonly organisation: string }): string {
  return [name, organisation]
    .map((text) =>
      text
        .normalize('NFKC')
        .replaceAll(/[\s\p{Cf}·•.]/gu, '')
        .toLowerCase(),
    )
    .join('\n');
}

/** In UTF-8 bytes, what systems take. */
export const longestFileName = 255;
/** A file that is being written bears a longer name for a moment (see writeAtomically), and gets an ending. */
const longestOwnName = 180;
/** Devices of Windows, which no ending makes a file. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/i;
const ending = /\.[A-Za-z0-9]{1,8}$/;

function utf8Length(text: string): number {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0).reduce(
    (bytes, code) => bytes + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4),
    0,
  );
}

/** Blanks for what may not stand there, lone surrogates included, and never two in a row. */
function cleaned(text: string, forbidden: RegExp): string {
  return text
    .normalize('NFC')
    .replaceAll(controls, ' ')
    .replaceAll(forbidden, ' ')
    .replaceAll(/\p{Cs}/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/**
 * The name of a file, or the part of one before an ending that is added later; `otherwise` where nothing is left. One that
 * is too long is shortened before its ending.
 */
export function safeFileName(text: string, otherwise = 'document', longest = longestOwnName): string {
  // Windows drops dots and blanks at the end
  const name = cleaned(text, /[\\/:*?"<>|]/g).replace(/[. ]+$/, '');
  const [tail = ''] = ending.exec(name) ?? [];
  const stem = Array.from(name.slice(0, name.length - tail.length));
  const room = longest - utf8Length(tail) - 1;
  while (utf8Length(stem.join('')) > room) stem.pop();
  const short = `${stem.join('').trimEnd()}${tail}`;
  return device.test(short) ? `_${short}` : short || otherwise;
}

/** In UTF-16 units, as Excel counts. */
const longestSheetName = 31;

/** The name of a worksheet by Excel's rules, unlike those in `taken` even but for case; `otherwise` where nothing is left. */
export function safeSheetName(text: string, otherwise: string, taken: Iterable<string> = []): string {
  const names = new Set(Array.from(taken, (name) => name.toLowerCase()));
  const whole = trimmed(cleaned(text, /[\\/?*[\]:]/g)) || otherwise;
  for (let number = 1; ; number++) {
    const tail = number === 1 ? '' : ` (${number})`;
    const name = `${trimmed(cut(whole, longestSheetName - tail.length))}${tail}`;
    // Excel keeps this one for itself
    if (name.toLowerCase() !== 'history' && !names.has(name.toLowerCase())) return name;
  }
}

/** Excel takes no apostrophe at either end. */
function trimmed(name: string): string {
  return name.replaceAll(/^[' ]+|[' ]+$/g, '');
}

/** At most `length` UTF-16 units, with no character cut in two. */
function cut(text: string, length: number): string {
  const short = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short;
}
