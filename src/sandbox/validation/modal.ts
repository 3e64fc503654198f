import { z } from 'zod';
import { layoutFaults } from './component-rules.ts';
import { textDisplay } from './components.ts';
import { absent, codePointsOf, list, text, words } from './fields.ts';
import { demandNone, type Path, parseForm } from './form.ts';
import { numberComponents } from './message.ts';
import { type ModalField, modalField, ownLabelInput } from './modal-fields.ts';
import { anatomy, customId } from './selects.ts';

const label = z.object({
  type: z.literal(18),
  ...anatomy,
  label: words(1, 45),
  description: absent(text(1, 100)),
  component: modalField,
});

/** Deprecated, and still taken: a text input that carries its own label. */
const row = z.object({
  type: z.literal(1),
  ...anatomy,
  components: list(z.discriminatedUnion('type', [ownLabelInput]), 1, 1),
});

/** openapi.json allows 40 components; the documents five, and so does this. */
const modal = z.object({
  custom_id: customId,
  title: words(1, 45),
  components: list(z.discriminatedUnion('type', [label, textDisplay, row]), 1, 5),
});

/** A form, checked. */
export type Modal = z.infer<typeof modal>;

/**
 * A callback of type 9: a form for the person to fill in. Its components are given ids, as those of a message.
 *
 * Source: discord-api-docs, components/reference › Label, Text Input, …; interactions/receiving-and-responding › Modal.
 *
 * @param data the callback's `data`
 * @throws ApiError 50035
 */
export function readModal(data: unknown, at: Path = ['data']): Modal {
  const given = parseForm(modal, data, at);
  demandNone(layoutFaults(given.components), [...at, 'components']);
  return { ...given, components: [...numberComponents(given.components)] };
}

/** What is wrong with a field that somebody filled in, in a sentence for them that names the field. */
export interface FieldFault {
  /** The field's `custom_id`. */
  readonly field: string;
  readonly message: string;
}

export type ModalValue = string | readonly string[] | boolean;

/**
 * Compares what a person filled in with the form, as Discord's clients do: they let nothing else be sent.
 *
 * @param values by `custom_id`: a text, or what was chosen, or whether a box is ticked. What is not there was left empty
 */
export function checkModalValues(given: Modal, values: Readonly<Record<string, ModalValue>>): readonly FieldFault[] {
  const fields = given.components.flatMap(fieldsOf);
  const unknown = Object.keys(values)
    .filter((id) => !fields.some(({ field }) => field.custom_id === id))
    .map((id) => ({ field: id, message: `The form has no field ${id}.` }));
  const wrong = fields.flatMap(({ field, name }) => {
    const value = Object.hasOwn(values, field.custom_id) ? values[field.custom_id] : undefined;
    const fault = faultOf(field, value);
    return fault === undefined ? [] : [{ field: field.custom_id, message: `${name}: ${fault}` }];
  });
  return [...unknown, ...wrong];
}

interface NamedField {
  readonly field: ModalField;
  readonly name: string;
}

function fieldsOf(part: Modal['components'][number]): readonly NamedField[] {
  if (part.type === 18) return [{ field: part.component, name: part.label }];
  return part.type === 1 ? part.components.map((field) => ({ field, name: field.label })) : [];
}

function faultOf(field: ModalField, value: ModalValue | undefined): string | undefined {
  switch (field.type) {
    case 4:
      return textFault(field, value);
    case 21:
      return radioFault(field, value);
    case 22:
      return chosenFault(field, value, field.options.length);
    case 23:
      return value === undefined || typeof value === 'boolean' ? undefined : 'this is ticked or not.';
    default:
      return chosenFault(field, value, 1);
  }
}

function textFault(field: ModalField & { type: 4 }, value: ModalValue = ''): string | undefined {
  const { required = true, min_length: min = 0, max_length: max = 4_000, style } = field;
  if (typeof value !== 'string') return 'this takes a text.';
  if (value.trim() === '') return required ? 'this has to be filled in.' : undefined;
  if (style === 1 && /[\r\n]/.test(value)) return 'this takes a single line.';
  const length = codePointsOf(value);
  if (length < min) return `this takes at least ${min} characters.`;
  return length > max ? `this takes at most ${max} characters.` : undefined;
}

function radioFault(
  { required = true, options }: ModalField & { type: 21 },
  value: ModalValue = '',
): string | undefined {
  if (value === '') return required ? 'choose one.' : undefined;
  return options.some((option) => option.value === value) ? undefined : 'this is not one of the options.';
}

type ChosenField = Exclude<ModalField, { type: 4 | 21 | 23 }>;

function chosenFault(field: ChosenField, value: ModalValue = [], mostByDefault: number): string | undefined {
  if (typeof value === 'boolean' || typeof value === 'string') return 'this takes a list of what was chosen.';
  const { required = true, min_values: min = 1, max_values: max = mostByDefault } = field;
  if (value.length === 0 && !required) return undefined;
  const least = required ? Math.max(1, min) : min;
  if (value.length < least) return `choose at least ${least}.`;
  if (value.length > max) return `choose at most ${max}.`;
  if (new Set(value).size !== value.length) return 'this was chosen twice.';
  const isOffered = (each: string) => !('options' in field) || field.options.some((option) => option.value === each);
  return value.every(isOffered) ? undefined : 'this is not one of the options.';
}
