import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord-api-types/v10';
import { codePointsOf } from '../text/cut.ts';
import { MOST_CUSTOM_ID, MOST_FORM_PARTS, MOST_FORM_TITLE, MOST_LABEL, MOST_LABEL_DESCRIPTION } from './limits.ts';

/** A form, ready to be answered with. */
export type PackedForm = APIModalInteractionResponseCallbackData;

/** A field of a form: it comes back by its name. */
export interface Field {
  readonly label: string;
  readonly description?: string;
  readonly component: APIComponentInLabel;
}

/**
 * Packs fields into a form that Discord takes: every form of ours passes through here.
 *
 * @throws RangeError if it breaks one of Discord's limits: a fault of ours
 */
export function packForm(customId: string, title: string, fields: readonly Field[]): PackedForm {
  const tooLong = fields.some(
    ({ label, description = '' }) =>
      codePointsOf(label) > MOST_LABEL || codePointsOf(description) > MOST_LABEL_DESCRIPTION,
  );
  if (tooLong || codePointsOf(title) > MOST_FORM_TITLE) throw new RangeError('a form has too much text');
  if (customId.length > MOST_CUSTOM_ID) throw new RangeError('a custom_id is too long');
  if (fields.length === 0 || fields.length > MOST_FORM_PARTS)
    throw new RangeError('a form has too many fields, or none');
  return { custom_id: customId, title, components: fields.map(toLabel) };
}

/** One line of text that must be filled in. @param value what stands there already */
export function textInput(name: string, value: string, { maxLength }: { maxLength: number }): APIComponentInLabel {
  return {
    type: ComponentType.TextInput,
    custom_id: name,
    style: TextInputStyle.Short,
    value: value.slice(0, maxLength),
    min_length: 1,
    max_length: maxLength,
    required: true,
  };
}

/** One of several options. @param chosen the one that is chosen already */
export function choiceInput(name: string, options: readonly string[], chosen: string): APIComponentInLabel {
  return {
    type: ComponentType.StringSelect,
    custom_id: name,
    options: options.map((value) => ({ label: value, value, default: value === chosen })),
    required: true,
  };
}

/** One of the server's roles, or none. @param chosenId the one that is chosen already */
export function roleInput(name: string, chosenId: string | undefined): APIComponentInLabel {
  return {
    type: ComponentType.RoleSelect,
    custom_id: name,
    min_values: 0,
    max_values: 1,
    required: false,
    ...(chosenId !== undefined && { default_values: [{ id: chosenId, type: SelectMenuDefaultValueType.Role }] }),
  };
}

/** One of the server's channels, of whichever kind, or none. @param chosenId the one that is chosen already */
export function channelInput(name: string, chosenId: string | undefined): APIComponentInLabel {
  return {
    type: ComponentType.ChannelSelect,
    custom_id: name,
    min_values: 0,
    max_values: 1,
    required: false,
    ...(chosenId !== undefined && { default_values: [{ id: chosenId, type: SelectMenuDefaultValueType.Channel }] }),
  };
}

function toLabel({ label, description, component }: Field): APILabelComponent {
  return { type: ComponentType.Label, label, component, ...(description !== undefined && { description }) };
}
