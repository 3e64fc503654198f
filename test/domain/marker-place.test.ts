import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKER_PLACE, putMarker } from '../../src/domain/marker-place.ts';

/** Anything that JSON can hold, with the place and what looks like it strewn in. */
const json = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(MARKER_PLACE, 'custom_id', null, 0, true, ''),
    fc.string(),
    tie('object'),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
  object: fc.dictionary(fc.oneof(fc.constantFrom('custom_id', 'content', 'components'), fc.string()), tie('value'), {
    maxKeys: 4,
  }),
}));

describe('putMarker', () => {
  it('sets the marker in its place and nowhere else, whatever the body holds', () => {
    fc.assert(
      fc.property(json.object, fc.string(), (body, marker) => {
        const expected: unknown = JSON.parse(JSON.stringify(body), (key, value) =>
          key === 'custom_id' && value === MARKER_PLACE ? marker : value,
        );
        expect(JSON.parse(JSON.stringify(putMarker(body, marker)))).toEqual(expected);
      }),
    );
  });

  it('leaves the body that others share as it is', () => {
    const body = { components: [{ custom_id: MARKER_PLACE }] };
    expect(putMarker(body, 'mine')).toEqual({ components: [{ custom_id: 'mine' }] });
    expect(body).toEqual({ components: [{ custom_id: MARKER_PLACE }] });
  });
});
