/** Lines of the program, each broken in one place, and the tests that must notice. */

export interface BrokenLine {
  /** what would then be untrue */
  readonly what: string;
  readonly file: string;
  /** stands in the file once */
  readonly from: string;
  readonly to: string;
  /** folders or files below test/ */
  readonly tests: readonly string[];
}

export const domainLines: readonly BrokenLine[] = [
  {
    what: 'the highest score is dropped from below an equal one',
    file: 'domain/tally/cell.ts',
    from: 'if (value >= (values[high] ?? 0)) high = index;',
    to: 'if (value > (values[high] ?? 0)) high = index;',
    tests: ['domain/tally'],
  },
  {
    what: 'one score less than the rule needs is enough',
    file: 'domain/tally/cell.ts',
    from: 'export const fewest = (dropped: number): number => 2 * dropped + 1;',
    to: 'export const fewest = (dropped: number): number => 2 * dropped;',
    tests: ['domain/tally'],
  },
  {
    what: 'a mean is over one score more than was kept',
    file: 'domain/tally/cell.ts',
    from: 'count: values.length - 2 * dropped };',
    to: 'count: values.length - dropped };',
    tests: ['domain/tally'],
  },
  {
    what: 'criteria are rounded where the rules round the total',
    file: 'domain/tally/count-park.ts',
    from: "const rounded = stage === 'criterion' ? roundedQuotient",
    to: "const rounded = stage === 'total' ? roundedQuotient",
    tests: ['domain/tally'],
  },
  {
    what: 'who comes after a tie of two stands second',
    file: 'domain/tally/ranking.ts',
    from: '    before += group.length;',
    to: '    before += 1;',
    tests: ['domain/tally'],
  },
  {
    what: 'a half is rounded down',
    file: 'domain/numbers/rational.ts',
    from: 'const rounded = (2n * magnitude + value.den) / (2n * value.den);',
    to: 'const rounded = (2n * magnitude + value.den - 1n) / (2n * value.den);',
    tests: ['domain/numbers'],
  },
  {
    what: 'a quotient in doubles is rounded to the next whole number above its bound',
    file: 'domain/numbers/quotient.ts',
    from: 'const greatest = Number.MAX_SAFE_INTEGER - 1;',
    to: 'const greatest = Number.MAX_SAFE_INTEGER * 4;',
    tests: ['domain/numbers'],
  },
  {
    what: 'a score above the maximum may be entered',
    file: 'domain/scoring/check-score.ts',
    from: 'if (compare(hundredths, rational(criterion.max100)) > 0)',
    to: 'if (compare(hundredths, rational(criterion.max100)) > 1)',
    tests: ['domain/scoring'],
  },
  {
    what: 'a comment is demanded at the bound and not below it',
    file: 'domain/scoring/check-score.ts',
    from: 'multiply(share, rational(criterion.max100))) < 0;',
    to: 'multiply(share, rational(criterion.max100))) <= 0;',
    tests: ['domain/scoring'],
  },
  {
    what: 'a park with the minimum score exactly is not proposed',
    file: 'domain/shortlist/propose.ts',
    from: 'compare(total, minimum) < 0',
    to: 'compare(total, minimum) <= 0',
    tests: ['domain/shortlist'],
  },
  {
    what: 'parks of one rank are seated where there is one place too few',
    file: 'domain/shortlist/seating.ts',
    from: "if (wanted > left) return { kind: 'tiedAtQuota'",
    to: "if (wanted > left + 1) return { kind: 'tiedAtQuota'",
    tests: ['domain/shortlist'],
  },
  {
    what: 'a region may take a place more than it has',
    file: 'domain/shortlist/seating.ts',
    from: 'Math.max(0, limit - (usedIn',
    to: 'Math.max(0, limit + 1 - (usedIn',
    tests: ['domain/shortlist'],
  },
  {
    what: 'what is missing weighs more than what is not met',
    file: 'domain/condition/verdict.ts',
    from: 'missing: 3, notMet: 4 }',
    to: 'missing: 4, notMet: 3 }',
    tests: ['domain/scheme'],
  },
  {
    what: 'a month is complete a day early',
    file: 'domain/condition/dates.ts',
    from: 'return to.day < Math.min(from.day, daysInMonth(to.year, to.month)) ? months - 1 : months;',
    to: 'return to.day + 1 < Math.min(from.day, daysInMonth(to.year, to.month)) ? months - 1 : months;',
    tests: ['domain/scheme'],
  },
  {
    what: 'a name that climbs by dots and spaces is accepted',
    file: 'domain/package/paths.ts',
    from: String.raw`/^\.\.[. ]*$/`,
    to: String.raw`/^\.\.$/`,
    tests: ['domain/package', 'io/packages/hostile.test.ts'],
  },
  {
    what: 'two laptops that said different things are in no conflict',
    file: 'domain/exchange/lineage.ts',
    from: 'return more.some((head) => contentText(head.content) !== text);',
    to: 'return more.every((head) => contentText(head.content) === text);',
    tests: ['domain/exchange'],
  },
  {
    what: 'a version that was passed on one side comes back by a merge',
    file: 'domain/exchange/plan-merge.ts',
    from: 'new Set([...superseded(all), ...passed(a), ...passed(b)])',
    to: 'new Set([...superseded(all), ...passed(a)])',
    tests: ['domain/exchange'],
  },
  {
    what: 'an unsealed line is in use before a sealed one',
    file: 'domain/exchange/lineage.ts',
    from: 'Number(sealed.has(b.id)) - Number(sealed.has(a.id))',
    to: 'Number(sealed.has(a.id)) - Number(sealed.has(b.id))',
    tests: ['domain/exchange'],
  },
  {
    what: 'ties are not taken out of the coefficient of concordance',
    file: 'domain/statistics/kendall.ts',
    from: 'const corrected = full - m * ties;',
    to: 'const corrected = full - ties;',
    tests: ['domain/statistics'],
  },
  {
    what: 'the fast total is over one score more than was kept',
    file: 'domain/tally/totals.ts',
    from: 'counts.push(count - 2 * each);',
    to: 'counts.push(count - each);',
    tests: ['domain/tally'],
  },
];

const signatures = ['io/signatures', 'io/documents/redraw.test.ts'];

export const verificationLines: readonly BrokenLine[] = [
  {
    what: 'another digest than the signed one holds',
    file: 'electron/io/signatures/signer.ts',
    from: "if (!sameBytes(attribute(info, oid.messageDigest), await digestOf(digest, signed))) problems.push('digest');",
    to: "if (attribute(info, oid.messageDigest) === null) problems.push('digest');",
    tests: signatures,
  },
  {
    what: 'a signature is not checked against its key',
    file: 'electron/io/signatures/signer.ts',
    from: 'if (isKnown && !(await signatureHolds(data, info, signer, digest)))',
    to: 'if (!isKnown && !(await signatureHolds(data, info, signer, digest)))',
    tests: signatures,
  },
  {
    what: 'a signature may name another certificate',
    file: 'electron/io/signatures/signer.ts',
    from: "if (binding === false) problems.push('certificate-binding');",
    to: '',
    tests: signatures,
  },
  {
    what: 'a certificate of an unknown root is trusted',
    file: 'electron/io/signatures/signer.ts',
    from: "if (chain.root === null) problems.push('untrusted-root');",
    to: '',
    tests: signatures,
  },
  {
    what: 'a certificate is good after its last day',
    file: 'electron/io/signatures/signer.ts',
    from: 'at < each.notBefore || at > each.notAfter',
    to: 'at < each.notBefore',
    tests: signatures,
  },
  {
    what: 'a certificate that does not say that it may issue others does',
    file: 'electron/io/signatures/signer.ts',
    from: 'if (constraints?.ca !== true ||',
    to: 'if (constraints?.ca === false ||',
    tests: signatures,
  },
  {
    what: 'a certificate that was taken back is trusted by what the signer claims of the time',
    file: 'electron/io/signatures/signer.ts',
    from: 'const judgedAt = proved ?? provedBy;',
    to: 'const judgedAt = proved ?? claimedAt;',
    tests: signatures,
  },
  {
    what: 'a revocation list of anybody counts',
    file: 'electron/io/signatures/signer.ts',
    from: '|| !(await list.verify({ publicKey: issuer }))) continue;',
    to: ') continue;',
    tests: signatures,
  },
  {
    what: 'a weak key is trusted',
    file: 'electron/io/signatures/signer.ts',
    from: 'const shortestRsa = 2048;',
    to: 'const shortestRsa = 512;',
    tests: signatures,
  },
  {
    what: 'a timestamp of an unknown authority proves a time',
    file: 'electron/io/signatures/timestamp.ts',
    from: 'trusted: inTime && (await isIssuedBy(authority, roots)),',
    to: 'trusted: inTime,',
    tests: signatures,
  },
  {
    what: 'a timestamp over something else holds',
    file: 'electron/io/signatures/timestamp.ts',
    from: '!== toHex(digest)) return nothing;',
    to: '=== toHex(digest)) return nothing;',
    tests: signatures,
  },
  {
    what: 'what is not covered may begin anywhere',
    file: 'electron/io/signatures/signed-part.ts',
    from: "if (start !== 0 || typeof first !== 'number'",
    to: "if (typeof start !== 'number' || typeof first !== 'number'",
    tests: signatures,
  },
  {
    what: 'something may stand behind the signature in its hole',
    file: 'electron/io/signatures/signed-part.ts',
    from: 'if (cmsLength === null || content.subarray(cmsLength).some((byte) => byte !== 0)) return null;',
    to: 'if (cmsLength === null) return null;',
    tests: signatures,
  },
  {
    what: 'a table entry may point at another object',
    file: 'electron/io/signatures/structure.ts',
    from: '|| byNumber.get(number)?.start !== offset)) throw',
    to: '|| byNumber.get(number)?.start === undefined)) throw',
    tests: signatures,
  },
  {
    what: 'objects may lie outside the tables',
    file: 'electron/io/signatures/structure.ts',
    from: 'if (byNumber.size > 0 || (earlier',
    to: 'if ((earlier',
    tests: signatures,
  },
  {
    what: 'a revision may bring another root',
    file: 'electron/io/signatures/structure.ts',
    from: 'earlier.root !== root.number || size < earlier.size',
    to: 'size < earlier.size',
    tests: signatures,
  },
  {
    what: 'a change after a signature is none',
    file: 'electron/io/signatures/findings.ts',
    from: 'signatures.filter((each) => each.laterChanges.length > 0),',
    to: 'signatures.filter((each) => each.laterChanges.length > 20),',
    tests: signatures,
  },
  {
    what: 'a signature that covers a part covers the whole',
    file: 'electron/io/signatures/findings.ts',
    from: 'if (!covering.some((each) => each.coversWholeFile) &&',
    to: 'if (covering.length === 0 &&',
    tests: signatures,
  },
  {
    what: 'figures that do not follow from the scores are consistent',
    file: 'electron/io/signatures/findings.ts',
    from: "if (embedded.recomputes === false) say('inconsistent', 'problem.recompute');",
    to: '',
    tests: signatures,
  },
  {
    what: 'pages are not compared with the second reader',
    file: 'electron/io/documents/redraw.ts',
    from: 'if (pages.length > 0) return [{',
    to: 'if (pages.length < 0) return [{',
    tests: signatures,
  },
];
