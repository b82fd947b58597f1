/** What a form says about itself: 填表说明. It is no statement of the park. */

/** 填表说明 speaks about the labels and not under them. */
export const guidance =
  /^\s*(?:[一二三四五六七八九十]{1,2}、)?[（(【[]?\s*(?:填[表报写]?(?:说明|须知|要求|指南)|填报说明|说明|备\s*注|注)\s*[】\])）]?\s*(?:[:：\d一]|\n|$)/u;

/** Paragraphs without those that explain the form, and the numbered ones that go on explaining. */
export function withoutGuidance(paragraphs: readonly string[]): string[] {
  let explaining = false;
  return paragraphs.filter((paragraph) => {
    explaining =
      guidance.test(paragraph) || (explaining && /^\s*(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）.、．]|$)/u.test(paragraph));
    return !explaining;
  });
}
