import sax from 'sax';

/** One element, with what it holds. Names are local; the namespace says whose they are. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** By their names as written. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text and CDATA, without that of its children. */
  readonly text: string;
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/** An Atom feed is four deep. */
const MOST_DEPTH = 16;
/** A hundred papers, some with thousands of authors, are a fifth of this. */
const MOST_ELEMENTS = 500_000;

/** Without `strictEntities`, of which the types do not know, HTML's two hundred entities would be known too. */
const OPTIONS = { xmlns: true, position: false, strictEntities: true };

/**
 * Reads an XML document. Only XML's own five entities and numbered characters are known, and a document type is refused
 * whole: nothing is expanded, and nothing is fetched.
 *
 * @throws SyntaxError if it is not well-formed, not finished, deeper or larger than an answer can be
 */
export function parseXml(text: string): XmlElement {
  const parser = sax.parser(true, OPTIONS);
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;

  const fail = (reason: string): never => {
    throw new SyntaxError(reason);
  };
  const append = (more: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += more;
  };
  // The parser's own message quotes the document: it goes no further.
  parser.onerror = () => fail('not well-formed');
  parser.ondoctype = () => fail('a document type');
  parser.onopentag = (tag) => {
    elements += 1;
    if (root !== undefined && open.length === 0) fail('a second root');
    if (open.length >= MOST_DEPTH || elements > MOST_ELEMENTS) fail('too deep or too large');
    const element: OpenElement = {
      namespace: 'uri' in tag ? tag.uri : '',
      name: 'local' in tag ? tag.local : tag.name,
      attributes: Object.fromEntries(
        Object.entries(tag.attributes).map(([name, given]) => [name, typeof given === 'string' ? given : given.value]),
      ),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  parser.onclosetag = () => void open.pop();
  parser.ontext = append;
  parser.oncdata = append;
  parser.write(text).close();
  return root ?? fail('no element');
}
