/**
 * Stands for the marker in a message body that several deliveries share. No `custom_id` of ours looks like it. It is
 * kept in the database with the bodies: never change it.
 */
export const MARKER_PLACE = 'a marker to be set';

/**
 * A body, as JSON has it, with a marker in the place for it. One that has no place is left as it is. By the key and not
 * by a search through the text: a title may hold anything.
 */
export function putMarker(body: object, marker: string): object {
  const put = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? putMarker(value, marker)
      : Array.isArray(value)
        ? value.map(put)
        : value;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      key === 'custom_id' && value === MARKER_PLACE ? marker : put(value),
    ]),
  );
}
