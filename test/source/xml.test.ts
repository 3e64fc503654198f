import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXml, type XmlElement } from '../../src/source/xml.ts';

const written = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('parseXml', () => {
  it('reads elements with namespaces, attributes, text and CDATA', () => {
    const read = parseXml('<a xmlns="urn:a" xmlns:b="urn:b"><b:c d="1&amp;2">x &lt; y<![CDATA[ & z]]>&#x41;</b:c></a>');
    expect(read).toMatchObject({ namespace: 'urn:a', name: 'a' });
    expect(read.children).toMatchObject([
      { namespace: 'urn:b', name: 'c', attributes: { d: '1&2' }, text: 'x < y & zA', children: [] },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['text alone', 'Rate exceeded.'],
    ['a page', '<!doctype html><title>Just a moment...</title>'],
    ['what is cut off', '<feed><entry><id>http'],
    ['a second root', '<a/><b/>'],
    ['an element that is never closed', '<a><b></a>'],
    ['a prefix that nobody declared', '<a><b:c/></a>'],
    ['an entity of HTML', '<a>&nbsp;</a>'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY b "boom">]><a>&b;</a>'],
    ['an entity that reads a file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    [
      'entities that grow',
      `<!DOCTYPE a [<!ENTITY b0 "ha">${Array.from({ length: 30 }, (_, n) => `<!ENTITY b${n + 1} "&b${n};&b${n};">`).join('')}]><a>&b30;</a>`,
    ],
    ['a document type that is empty', '<!DOCTYPE a><a/>'],
    ['what is nested without end', '<a>'.repeat(100_000)],
  ])('refuses %s', (_, text) => {
    expect(() => parseXml(text)).toThrow(SyntaxError);
  });

  it('tells nothing of a document that it refuses', () => {
    expect(() => parseXml('<secret>&secret;</other>')).toThrow(/^not well-formed$/);
  });

  it('takes any text that was escaped, and gives it back', () => {
    const texts = fc.string({ unit: fc.constantFrom('<', '&', '>', ']', ';', '"', 'a', '\n', '😀', '中', '-') });
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseXml(`<a>${written(text)}</a>`).text).toBe(text);
      }),
    );
  });

  it('answers or refuses whatever comes', () => {
    const pieces = fc.constantFrom('<a>', '</a>', '<', '>', '&', '&amp;', '<![CDATA[', ']]>', '<!--', '-->', 'x', '"');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        expect(kindOf(() => parseXml(parts.join('')))).toMatch(/^(element|SyntaxError)$/);
      }),
    );
  });
});

function kindOf(read: () => XmlElement): string {
  try {
    return typeof read().name === 'string' ? 'element' : 'nothing';
  } catch (error) {
    return error instanceof Error ? error.name : 'something else';
  }
}
