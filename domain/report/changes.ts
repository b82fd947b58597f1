/** Where a later revision changed a document, as people say it and not as its objects are numbered. */
import type { Translate } from '../text.ts';

/** From paths such as `Root.Pages.Kids.2.Contents.stream`: each place once, the pages by their number first. */
export function changedPlaces(changes: readonly string[], t: Translate): string[] {
  const pages = new Set<number>();
  const others = new Set<string>();
  for (const change of changes) {
    const page = /^Root\.Pages\.Kids\.(\d+)\./.exec(change)?.[1];
    if (page !== undefined) pages.add(Number(page) + 1);
    else others.add(placeOf(change));
  }
  return [
    ...[...pages].sort((a, b) => a - b).map((page) => t('documents.place.page', { page })),
    ...[...others].map((place) => t(`documents.place.${place}`)),
  ];
}

function placeOf(change: string): string {
  if (/^Root\.Pages\.(Kids|Count)$/.test(change)) return 'pages';
  if (/^Root\.(Names|AF)\b/.test(change)) return 'attachment';
  if (/^Root\.AcroForm\b/.test(change)) return 'fields';
  if (/^Root\.Outlines\b/.test(change)) return 'outline';
  return /^Root\.(Metadata|Lang|ViewerPreferences)\b/.test(change) ? 'metadata' : 'structure';
}
