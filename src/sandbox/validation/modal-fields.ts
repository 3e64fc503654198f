import { z } from 'zod';
import { absent, codePointsOf, list, text, whole, words } from './fields.ts';
import { addFault, adding, badLength, type FormFault } from './form.ts';
import { anatomy, boundsFaults, customId, optionFaults, selectOption, selects } from './selects.ts';

const MOST_TEXT = 4_000;

const inputFields = {
  type: z.literal(4),
  ...anatomy,
  custom_id: customId,
  style: z.literal([1, 2]),
  min_length: absent(whole(0, MOST_TEXT)),
  max_length: absent(whole(1, MOST_TEXT)),
  required: absent(z.boolean()),
  value: absent(text(0, MOST_TEXT)),
  placeholder: absent(text(0, 100)),
};

/** A text input inside of an action row. */
export const ownLabelInput = z.object({ ...inputFields, label: words(1, 45) }).superRefine(adding(inputFaults));

const input = z
  .object({ ...inputFields, label: z.unknown().optional() })
  .superRefine(adding(inputFaults))
  .superRefine(adding(labelFaults))
  .transform(({ label: _, ...field }) => field);

const option = selectOption.omit({ emoji: true });

const counted = {
  ...anatomy,
  custom_id: customId,
  min_values: absent(whole(0, 10)),
  max_values: absent(whole(1, 10)),
  required: absent(z.boolean()),
};

const fileUpload = z
  .object({ type: z.literal(19), ...counted })
  .superRefine(adding(boundsFaults))
  .superRefine(adding(requirementFaults));

const radioGroup = z
  .object({
    type: z.literal(21),
    ...anatomy,
    custom_id: customId,
    options: list(option, 2, 10),
    required: absent(z.boolean()),
  })
  .superRefine(adding(optionFaults));

const checkboxGroup = z
  .object({ type: z.literal(22), ...counted, options: list(option, 1, 10) })
  // Unlike in a select, as many may be chosen as there are.
  .superRefine((field, context) => {
    const most = field.max_values ?? field.options.length;
    for (const fault of [
      ...boundsFaults(field, most),
      ...optionFaults({ ...field, max_values: most }),
      ...requirementFaults(field),
    ]) {
      addFault(context, fault);
    }
  });

const checkbox = z.object({
  type: z.literal(23),
  ...anatomy,
  custom_id: customId,
  default: absent(z.boolean()),
});

const [stringSelect, userSelect, roleSelect, mentionableSelect, channelSelect] = selects;

/**
 * What may stand in a Label.
 *
 * Source: discord-api-docs, components/reference › Label Child Components.
 */
export const modalField = z.discriminatedUnion('type', [
  input,
  stringSelect.superRefine(adding(requirementFaults)).superRefine(adding(disabledFaults)),
  userSelect.superRefine(adding(requirementFaults)).superRefine(adding(disabledFaults)),
  roleSelect.superRefine(adding(requirementFaults)).superRefine(adding(disabledFaults)),
  mentionableSelect.superRefine(adding(requirementFaults)).superRefine(adding(disabledFaults)),
  channelSelect.superRefine(adding(requirementFaults)).superRefine(adding(disabledFaults)),
  fileUpload,
  radioGroup,
  checkboxGroup,
  checkbox,
]);

export type ModalField = z.infer<typeof modalField>;

interface Input {
  readonly min_length?: number | undefined;
  readonly max_length?: number | undefined;
  readonly value?: string | undefined;
}

function inputFaults({ min_length: min = 0, max_length: max = MOST_TEXT, value }: Input): readonly FormFault[] {
  const length = value === undefined || value === '' ? undefined : codePointsOf(value);
  const isUnfit = length !== undefined && (length < min || length > max);
  return [
    ...(min <= max
      ? []
      : [
          {
            path: ['min_length'],
            code: 'TEXT_INPUT_COMPONENT_BOUNDS_INVALID',
            message: 'min_length must be less than or equal to max_length',
          },
        ]),
    ...(isUnfit ? [{ path: ['value'], ...badLength(min, max) }] : []),
  ];
}

function labelFaults({ label }: { readonly label?: unknown }): readonly FormFault[] {
  if (label === undefined || label === null) return [];
  const message = 'A text input in a Label has no label of its own';
  return [{ path: ['label'], code: 'TEXT_INPUT_COMPONENT_LABEL_NOT_ALLOWED', message }];
}

/** Whoever has to choose has to choose something. */
function requirementFaults(field: {
  readonly required?: boolean | undefined;
  readonly min_values?: number | undefined;
}) {
  if (field.required === false || field.min_values !== 0) return [];
  const message = 'min_values must be at least 1 if the component is required';
  return [{ path: ['min_values'], code: 'COMPONENT_REQUIRED_MIN_VALUES', message }];
}

function disabledFaults({ disabled }: { readonly disabled?: boolean | undefined }): readonly FormFault[] {
  if (disabled !== true) return [];
  return [{ path: ['disabled'], code: 'COMPONENT_DISABLED_IN_MODAL', message: 'A modal has no disabled components' }];
}
