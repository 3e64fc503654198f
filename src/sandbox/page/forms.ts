import type { Modal } from '../validation/modal.ts';
import type { ModalField } from '../validation/modal-fields.ts';

/** A form as the page shows it. */
export interface FormView {
  /** What it is sent with. */
  readonly interactionId: string;
  readonly title: string;
  readonly fields: readonly FieldView[];
}

export type FieldView =
  | {
      readonly kind: 'text';
      readonly customId: string;
      readonly label: string;
      readonly description: string;
      readonly value: string;
      readonly placeholder: string;
      readonly isLong: boolean;
      readonly required: boolean;
      readonly min: number;
      readonly max: number;
    }
  | ChoiceField
  | PickField
  | {
      readonly kind: 'tick';
      readonly customId: string;
      readonly label: string;
      readonly description: string;
      readonly isTicked: boolean;
    }
  | { readonly kind: 'note'; readonly content: string }
  | { readonly kind: 'unknown'; readonly label: string; readonly type: number };

interface Choosing {
  readonly customId: string;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
  readonly least: number;
  readonly most: number;
}

/** Some of these options. */
interface ChoiceField extends Choosing {
  readonly kind: 'choice';
  readonly look: 'select' | 'radios' | 'boxes';
  readonly options: readonly {
    readonly label: string;
    readonly value: string;
    readonly description: string;
    readonly isDefault: boolean;
  }[];
}

/** Some of the people, roles or channels of the place; the page knows them. */
interface PickField extends Choosing {
  readonly kind: 'pick';
  readonly takes: 'user' | 'role' | 'mentionable' | 'channel';
  readonly channelTypes?: readonly number[];
  /** Ids that are chosen beforehand. */
  readonly chosen: readonly string[];
}

const TAKES = { 5: 'user', 6: 'role', 7: 'mentionable', 8: 'channel' } as const;
const LOOKS = { 3: 'select', 21: 'radios', 22: 'boxes' } as const;
const PARAGRAPH = 2;
const MOST_TEXT = 4_000;

/** What a person fills in. The sandbox has checked the form when it came in; what is absent has Discord's default. */
export function viewForm(modal: Modal, interactionId: string): FormView {
  return { interactionId, title: modal.title, fields: modal.components.flatMap(viewPart) };
}

function viewPart(part: Modal['components'][number]): readonly FieldView[] {
  if (part.type === 10) return [{ kind: 'note', content: part.content }];
  if (part.type === 1) return part.components.map((field) => viewField(field, field.label, ''));
  return [viewField(part.component, part.label, part.description ?? '')];
}

function viewField(field: ModalField, label: string, description: string): FieldView {
  if (field.type === 4) {
    return {
      kind: 'text',
      customId: field.custom_id,
      label,
      description,
      value: field.value ?? '',
      placeholder: field.placeholder ?? '',
      isLong: field.style === PARAGRAPH,
      required: field.required ?? true,
      min: field.min_length ?? 0,
      max: field.max_length ?? MOST_TEXT,
    };
  }
  if (field.type === 19) return { kind: 'unknown', label, type: field.type };
  if (field.type === 23) {
    return { kind: 'tick', customId: field.custom_id, label, description, isTicked: field.default ?? false };
  }
  return viewChoosing(field, label, description);
}

function viewChoosing(
  field: Exclude<ModalField, { type: 4 | 19 | 23 }>,
  label: string,
  description: string,
): ChoiceField | PickField {
  const isOne = field.type === 21;
  const shared = {
    customId: field.custom_id,
    label,
    description,
    required: field.required ?? true,
    least: isOne ? 1 : (field.min_values ?? 1),
    most: isOne ? 1 : (field.max_values ?? (field.type === 22 ? field.options.length : 1)),
  };
  if ('options' in field) {
    const options = field.options.map((option) => ({
      label: option.label,
      value: option.value,
      description: option.description ?? '',
      isDefault: option.default ?? false,
    }));
    return { kind: 'choice', look: LOOKS[field.type], ...shared, options };
  }
  const types = field.type === 8 ? field.channel_types : undefined;
  return {
    kind: 'pick',
    takes: TAKES[field.type],
    ...shared,
    ...(types !== undefined && types.length > 0 && { channelTypes: types }),
    chosen: (field.default_values ?? []).map(({ id }) => id),
  };
}
