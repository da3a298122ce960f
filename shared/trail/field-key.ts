/**
 * Key of the text that names an audited field of whatever is no form. What an edit check compared goes
 * by the names of its rule, everything else by its own.
 */
export function fieldKey({
  pointer,
  item,
}: {
  readonly pointer: string
  readonly item: string
}): string {
  return pointer.startsWith('/compared/') ? `word.${item}` : `field.${item}`
}
