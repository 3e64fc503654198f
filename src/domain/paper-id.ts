declare const brand: unique symbol;

/**
 * An arXiv identifier without its version: `2603.07660`, or the old form `hep-th/9901001`. The identity of a paper.
 * Only {@link parsePaperId} makes one.
 */
export type PaperId = string & { readonly [brand]: 'PaperId' };

/** Longer than any link to a paper. */
const MOST_CHARACTERS = 300;

/** Archives of ids of the old form (info.arxiv.org/help/arxiv_identifier); those that ended before 2007 included. */
const ARCHIVES = [
  'acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga',
  'funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph',
  'q-alg|q-bio|quant-ph|solv-int|stat|supr-con',
].join('|');
/** Both forms of an id, each with the month checked, and an optional version. */
const ID = `(?<id>\\d\\d(?:0[1-9]|1[0-2])\\.\\d{4,5}|(?:${ARCHIVES})(?:\\.[a-z]{2})?/\\d\\d(?:0[1-9]|1[0-2])\\d{3})(?:v[1-9]\\d{0,2})?`;
/**
 * The start of a link to a host or one of its subdomains (`www.`, `export.`, `ar5iv.labs.`); how many is bounded, so that
 * no text is slow. Without a scheme no hyphen stands before it: that would be a piece of another host's name.
 */
const LINK = '(?:https?://|(?<!-))(?:[a-z0-9-]{1,30}\\.){0,3}';
/**
 * What may stand before an id. On the sites that are about papers alone, whatever page or file of it a path leads to:
 * `abs/`, `pdf/`, `e-print/`, `audio/`. On Hugging Face a number may be the name of anybody's model.
 */
const BEFORE = [
  'arxiv:\\s*',
  `${LINK}(?:arxiv|ar5iv|alphaxiv)\\.org/(?:[a-z0-9-]{1,30}/){0,3}`,
  `${LINK}(?:huggingface|hf)\\.co/(?:api/)?papers/`,
  `(?:${LINK}doi\\.org/|doi:\\s*)?10\\.48550/arxiv\\.`,
].join('|');
/** What may follow an id in a link. */
const AFTER = '(?:\\.[a-z]{1,4})*/?(?:[?#].*)?';
const WHOLE = new RegExp(`^(?:${ID}|(?:${BEFORE})${ID}${AFTER})$`, 'i');
/**
 * Neither a piece of a longer number, word or name of a host, nor of another site's path. Letters are ASCII, so that an
 * id may stand between Chinese or Japanese ones.
 */
const WITHIN = new RegExp(`(?<![a-z0-9./@])(?:${BEFORE})?${ID}(?![a-z0-9]|\\.\\d)`, 'gi');

/**
 * The paper that a text names: an id with or without version, or a link to arXiv, ar5iv, Hugging Face, alphaXiv
 * or its DOI, escaped or not.
 *
 * @returns undefined if the text is anything else
 */
export function parsePaperId(text: string): PaperId | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  const link = withoutEscapes(text.trim()).replace(/^<(.*)>$/, '$1');
  const id = WHOLE.exec(link)?.groups?.id;
  return id === undefined ? undefined : normalise(id);
}

/**
 * Every paper that is named somewhere in a text, by an id or a link, in the order of first mention and each once. The
 * text may be anything: people's prose, markdown, any script.
 */
export function findPaperIds(text: string): readonly PaperId[] {
  const found = Array.from(withoutEscapes(text).matchAll(WITHIN), (match) => normalise(match.groups?.id ?? ''));
  return [...new Set(found)];
}

/** The paper's page on arXiv, of its newest version. */
export function arxivUrl(id: PaperId): string {
  return `https://arxiv.org/abs/${id}`;
}

/** The newest version's PDF. */
export function arxivPdfUrl(id: PaperId): string {
  return `https://arxiv.org/pdf/${id}`;
}

/** The newest version as a web page; arXiv makes one of most papers since December 2023. */
export function arxivHtmlUrl(id: PaperId): string {
  return `https://arxiv.org/html/${id}`;
}

/** The paper's page on Hugging Face. @returns undefined for an id of the old form, which Hugging Face does not know */
export function huggingFaceUrl(id: PaperId): string | undefined {
  return id.includes('/') ? undefined : `https://huggingface.co/papers/${id}`;
}

/** The two signs of a link that some programs escape: `doi.org/10.48550%2FarXiv.2603.00101`. */
function withoutEscapes(text: string): string {
  return text.replace(/%2f/gi, '/').replace(/%3a/gi, ':');
}

/**
 * One spelling. Archives are lower-case, and the class that may stand behind one is no part of the id: arXiv answers
 * `math.GT/0309136` as `math/0309136` (arXiv/arxiv-base, `identifier`).
 */
function normalise(id: string): PaperId {
  const [archive = '', number] = id.split('/');
  if (number === undefined) return id as PaperId;
  return `${archive.toLowerCase().replace(/\..*/, '')}/${number}` as PaperId;
}
