import type { AttributeDefinition } from './attributes.ts';
import type { Leaf } from './catalogue.ts';
import type { AttributeEntry } from './model.ts';
import { refuse } from './refusal.ts';

export interface AttributeInput {
  readonly attribute_id: number;
  readonly attribute_value_list?:
    | readonly {
        readonly value_id: number;
        readonly original_value_name?: string | undefined;
        readonly value_unit?: string | undefined;
      }[]
    | undefined;
}
type Value = NonNullable<AttributeInput['attribute_value_list']>[number];

/** Holds attribute_list of product.add_item to what get_attribute_tree told of the category. @throws Refusal */
export const checkAttributes = (leaf: Leaf, given: readonly AttributeInput[]): void => {
  const known = [...leaf.mandatory, ...leaf.optional];
  const seen = new Set<number>();
  for (const entry of given) {
    const attribute =
      known.find((one) => one.id === entry.attribute_id) ??
      // add_item: error_list "error_invalid_category_attribute"
      refuse('error_invalid_category_attribute', 'Category and attribute not match.');
    if (seen.has(attribute.id)) refuse('error_param', `Invalid attribute. attribute ${attribute.id} is repeated`);
    seen.add(attribute.id);
    checkValues(attribute, entry.attribute_value_list ?? []);
  }
  // add_item: params attribute_list "optional(expect Indonesia)", "Must contain all all mandatory attribute";
  // error_list "error_less_required_attribute"
  const filled = new Set(
    given.filter((one) => (one.attribute_value_list ?? []).length > 0).map((one) => one.attribute_id),
  );
  if (leaf.mandatory.some((attribute) => !filled.has(attribute.id))) {
    refuse('error_less_required_attribute', 'Mandatory attribute information required');
  }
};

const checkValues = (attribute: AttributeDefinition, values: readonly Value[]): void => {
  // get_attribute_tree: max_value_count; single input types take one
  if (values.length > attribute.maxValues) {
    refuse('error_param', `Invalid attribute. attribute ${attribute.id} takes at most ${attribute.maxValues} values`);
  }
  for (const value of values) {
    if (attribute.inputType === 3) checkText(attribute, value);
    else checkOption(attribute, value);
    // get_attribute_tree: format_type 2 "FORMAT_QUANTITATIVE_WITH_UNIT" needs value_unit of attribute_unit_list
    if (attribute.units.length > 0 && !attribute.units.includes(value.value_unit ?? '')) {
      refuse('error_invalid_attribute_value', 'Invalid attribute value.');
    }
  }
};

const checkOption = (attribute: AttributeDefinition, value: Value): void => {
  const isCombo = attribute.inputType === 2 || attribute.inputType === 5;
  if (value.value_id === 0 && isCombo) {
    // add_item: error_list "error_value_name_required": "If value id=0, this field is required"
    if ((value.original_value_name ?? '').trim() === '') refuse('error_value_name_required', 'Value_name is required.');
    return;
  }
  // add_item: error_list "error_invalid_attribute_value"
  if (!attribute.values.some((option) => option.id === value.value_id)) {
    refuse('error_invalid_attribute_value', 'Invalid attribute value.');
  }
};

const checkText = (attribute: AttributeDefinition, value: Value): void => {
  // add_item: error_list "error_value_id_must_equal_zero": a text field has custom values only
  if (value.value_id !== 0) refuse('error_value_id_must_equal_zero', 'Value_id must equal 0.');
  const text = (value.original_value_name ?? '').trim();
  if (text === '') refuse('error_value_name_required', 'Value_name is required.');
  // get_attribute_tree: input_validation_type 1 integer, 3 float, 4 date (as a timestamp in text)
  const isRight =
    attribute.validation === 1 || attribute.validation === 4
      ? /^\d{1,12}$/u.test(text)
      : attribute.validation === 3
        ? /^\d{1,9}(?:\.\d{1,4})?$/u.test(text)
        : text.length <= 200;
  if (!isRight) refuse('error_invalid_attribute_value', 'Invalid attribute value.');
};

/** As stored and shown: an option carries its own name. */
export const namedAttributes = (leaf: Leaf, given: readonly AttributeInput[]): AttributeEntry[] =>
  given.map((entry) => {
    const attribute = [...leaf.mandatory, ...leaf.optional].find((one) => one.id === entry.attribute_id);
    return {
      attribute_id: entry.attribute_id,
      attribute_value_list: (entry.attribute_value_list ?? []).map((value) => ({
        value_id: value.value_id,
        original_value_name:
          attribute?.values.find((option) => option.id === value.value_id)?.name.id ?? value.original_value_name ?? '',
        value_unit: value.value_unit ?? '',
      })),
    };
  });
