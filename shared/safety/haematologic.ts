/** An adverse event as the study file has it, as far as this question needs. */
export interface HaematologicInput {
  /** AEBODSYS: system organ class. */
  readonly bodySystem: string
  /** AEDECOD: the CTCAE term. */
  readonly term: string
}

export const BLOOD_SYSTEM_ORGAN_CLASS = 'Blood and lymphatic system disorders'

/** Terms of the class Investigations that speak of blood counts. */
export const HAEMATOLOGIC_INVESTIGATIONS: ReadonlySet<string> = new Set([
  'CD4 lymphocytes decreased',
  'Hemoglobin increased',
  'Lymphocyte count decreased',
  'Lymphocyte count increased',
  'Neutrophil count decreased',
  'Platelet count decreased',
  'White blood cell decreased',
])

/**
 * Whether an adverse event counts as haematologic: by its system organ class, or as one of the
 * blood counts that CTCAE files under Investigations. Needs no catalogue.
 * @source protocol conventions, row "Haematologic"
 */
export function isHaematologic({ bodySystem, term }: HaematologicInput): boolean {
  return bodySystem === BLOOD_SYSTEM_ORGAN_CLASS || HAEMATOLOGIC_INVESTIGATIONS.has(term)
}
