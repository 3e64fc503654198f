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
  | {
      readonly kind: 'choice';
      readonly customId: string;
      readonly label: string;
      readonly description: string;
      readonly required: boolean;
      readonly most: number;
      readonly options: readonly { readonly label: string; readonly value: string; readonly isDefault: boolean }[];
    }
  | { readonly kind: 'note'; readonly content: string }
  | { readonly kind: 'unknown'; readonly label: string; readonly type: number };

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
  if (field.type !== 3) return { kind: 'unknown', label, type: field.type };
  return {
    kind: 'choice',
    customId: field.custom_id,
    label,
    description,
    required: field.required ?? true,
    most: field.max_values ?? 1,
    options: field.options.map((option) => ({
      label: option.label,
      value: option.value,
      isDefault: option.default ?? false,
    })),
  };
}
