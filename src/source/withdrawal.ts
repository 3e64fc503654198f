/** `This paper has been withdrawn by the authors`, `The submission was temporarily retracted`, `Paper withdrawn: …`. */
const SAID_OF_PAPER =
  /^\W*(?:(?:this|the|our)\s+)?(?:[\w'’]+\s+){0,2}?(?:paper|article|manuscript|submission|preprint|work|note|version|report|study|draft|thesis|comment|letter|eprint|e-print)\s+(?:(?:has|have|had|is|was)\s+)?(?:(?:now|being|been)\s+)*(?:(?:temporarily|voluntarily)\s+)?(?:withdrawn|retracted)\b/i;
/** `Withdrawn by arXiv administration`, `Withdrawn due to an error`, `Withdrawn.` */
const SAID_ALONE =
  /^\W*(?:temporarily\s+)?(?:withdrawn|retracted)(?:\s*$|\s*[.,:;!)-]|\s+(?:by|due|because|as|since|for|pending)\b)/i;
/** Taken back from a journal or conference: the paper itself stands. */
const ELSEWHERE = /\b(?:withdrawn|retracted)\s+from\s+(?!(?:the\s+)?arxiv\b)/i;

/**
 * Whether the newest version of a paper is one that takes it back. arXiv's API has no field for it: authors and arXiv's
 * administrators say so at the beginning of the comment or of the abstract. What is said less plainly is not believed,
 * because to call a paper withdrawn that is not does more harm than to miss one.
 */
export function saysWithdrawn({ comment = '', abstract }: { comment?: string; abstract: string }): boolean {
  return [comment, abstract].some((text) => {
    const [first = ''] = /^[^.;\n]*/.exec(text.trim()) ?? [];
    if (ELSEWHERE.test(first)) return false;
    return SAID_OF_PAPER.test(text) || (text === comment && SAID_ALONE.test(text));
  });
}
