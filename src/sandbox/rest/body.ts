import type { IncomingMessage } from 'node:http';
import { refusal } from '../api-error.ts';
import { invalidForm } from '../validation/form.ts';

/** discord-api-docs, resources/message › Create Message › Limitations. */
const MOST_BYTES = 25 * 2 ** 20;
const NOT_JSON = {
  path: [],
  code: 'CONTENT_TYPE_INVALID',
  message: 'Expected "Content-Type" header to be one of {\'application/json\'}.',
};

/**
 * Reads a request's JSON. @returns undefined if it has none
 *
 * @throws ApiError 40005 if it is too large, 50035 if it is not said to be JSON, 50109 if it is none. Files are not taken
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    // Read on, to answer: whoever is cut off while writing hears nothing.
    if (bytes <= MOST_BYTES) chunks.push(chunk);
  }
  if (bytes > MOST_BYTES) throw refusal('requestTooLarge');
  if (bytes === 0) return undefined;
  if (request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') throw invalidForm([NOT_JSON]);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw refusal('invalidJson');
  }
}
