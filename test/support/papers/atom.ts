/** What a made-up entry of arXiv's says. */
export interface AtomEntry {
  /** With a version, or the first is meant. */
  readonly id: string;
  readonly title?: string;
  readonly abstract?: string;
  readonly comment?: string;
  readonly journalReference?: string;
  readonly categories?: readonly string[];
}

/** A feed as arXiv answers with. @param total how many papers it says there are */
export function atomFeed(entries: readonly AtomEntry[], total = entries.length): string {
  return feed(entries.map(toXml).join('\n'), total);
}

/** An error as arXiv tells it: an entry. */
export function atomError(about: string): string {
  return feed(`<entry><id>https://arxiv.org/api/errors#${xml(about)}</id><title>Error</title></entry>`, 1);
}

function feed(entries: string, total: number): string {
  return `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/x</id><title>arXiv Query</title>
  <opensearch:itemsPerPage>100</opensearch:itemsPerPage>
  <opensearch:totalResults>${total}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
${entries}
</feed>`;
}

function toXml(entry: AtomEntry): string {
  const { id, title = 'On Papers', abstract = 'We study papers.', categories = ['cs.CL', 'cs.AI'] } = entry;
  return `<entry>
  <id>http://arxiv.org/abs/${xml(/v\d+$/.test(id) ? id : `${id}v1`)}</id>
  <title>${xml(title)}</title>
  <updated>2026-03-09T17:59:46Z</updated>
  <summary>${xml(abstract)}</summary>
  ${categories.map((term) => `<category term="${xml(term)}" scheme="http://arxiv.org/schemas/atom"/>`).join('')}
  <published>2026-03-08T17:59:46Z</published>
  ${entry.comment === undefined ? '' : `<arxiv:comment>${xml(entry.comment)}</arxiv:comment>`}
  ${entry.journalReference === undefined ? '' : `<arxiv:journal_ref>${xml(entry.journalReference)}</arxiv:journal_ref>`}
  <arxiv:primary_category term="${xml(categories[0] ?? 'cs.CL')}"/>
  <author><name>Ada Lovelace</name></author>
</entry>`;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
