/** Titles of the attachments that a form says it has: 详见附件2《租赁合同》, 附件：营业执照.pdf, 附件清单. */
import { linesOf, type FormContent } from './content.ts';

const quoted = /附件?\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?\s*《([^》\n]{2,60})》/gu;
const listed = /^\s*附件\s*[\d一二三四五六七八九十]{0,3}\s*[:：.、]\s*(?:\d{1,2}\s*[.、．])?\s*([^《》\n]{2,60}?)\s*$/u;

/** In the order of the text, each once. 附件 alone and 附件1 are headings and name nothing. */
export function namedAttachments(content: FormContent): string[] {
  const titles = linesOf(content).flatMap((line) => {
    const inQuotes = Array.from(line.matchAll(quoted), (match) => match[1] ?? '');
    const alone = listed.exec(line)?.[1];
    return alone === undefined ? inQuotes : [...inQuotes, alone.replace(/\.(?:pdf|docx?|xlsx?|jpe?g|png)$/iu, '')];
  });
  return [...new Set(titles.map((title) => title.trim()).filter((title) => title.length >= 2))];
}
