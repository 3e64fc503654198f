declare const brand: unique symbol;

/**
 * An arXiv identifier without its version: `2603.07660`, or the old form `hep-th/9901001`. The identity of a paper.
 * Only {@link parsePaperId} makes one.
 */
export type PaperId = string & { readonly [brand]: 'PaperId' };

/** Longer than any link to a paper. */
const MOST_CHARACTERS = 300;

/** Both forms of an id (info.arxiv.org/help/arxiv_identifier), each with the month checked, and an optional version. */
const ID =
  '(?<id>\\d\\d(?:0[1-9]|1[0-2])\\.\\d{4,5}|[a-z-]+(?:\\.[a-z]{2})?/\\d\\d(?:0[1-9]|1[0-2])\\d{3})(?:v[1-9]\\d{0,2})?';
const REST = '(?:\\.pdf)?/?(?:[?#].*)?';
const FORMS = [
  `(?:arxiv:\\s*)?${ID}`,
  `(?:https?://)?(?:(?:www|export)\\.)?arxiv\\.org/(?:abs|pdf|html|format|ps)/${ID}${REST}`,
  `(?:https?://)?(?:www\\.)?(?:huggingface\\.co|hf\\.co)/papers/${ID}(?:\\.md)?${REST}`,
  `(?:https?://)?(?:www\\.)?alphaxiv\\.org/(?:abs|pdf|overview)/${ID}${REST}`,
  `(?:https?://(?:dx\\.)?doi\\.org/|doi:\\s*)?10\\.48550/arxiv\\.${ID}`,
].map((form) => new RegExp(`^${form}$`, 'i'));

/**
 * The paper that a text names: an id with or without version, or a link to arXiv, Hugging Face, alphaXiv or its DOI.
 *
 * @returns undefined if the text is anything else
 */
export function parsePaperId(text: string): PaperId | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const reference = text.trim().replace(/^<(.*)>$/, '$1');
  for (const form of FORMS) {
    const id = form.exec(reference)?.groups?.id;
    if (id !== undefined) return normalise(id);
  }
  return undefined;
}

/** The paper's page on arXiv, of its newest version. */
export function arxivUrl(id: PaperId): string {
  return `https://arxiv.org/abs/${id}`;
}

/** The newest version's PDF. */
export function arxivPdfUrl(id: PaperId): string {
  return `https://arxiv.org/pdf/${id}`;
}

/** The paper's page on Hugging Face. @returns undefined for an id of the old form, which Hugging Face does not know */
export function huggingFaceUrl(id: PaperId): string | undefined {
  return id.includes('/') ? undefined : `https://huggingface.co/papers/${id}`;
}

/** Archives are lower-case and their subject classes upper-case: `math.AG/0601001`. */
function normalise(id: string): PaperId {
  const [archive = '', number] = id.split('/');
  if (number === undefined) return id as PaperId;
  const [name = '', subject] = archive.split('.');
  const classed = subject === undefined ? name.toLowerCase() : `${name.toLowerCase()}.${subject.toUpperCase()}`;
  return `${classed}/${number}` as PaperId;
}
