import { z } from 'zod'

/** What a withdrawal of consent does. @source R3 3.16.1(u); PR-04 */
export interface ConsentSettings {
  /**
   * Keys of the forms that still take entries dated after the withdrawal: vital status, safety
   * follow-up, where the consent form or the law says so. All others refuse them.
   */
  readonly laterEntry: readonly string[]
  /** Data held before are kept and used either way; `flagged`: each export names whose they are. */
  readonly heldData: 'kept' | 'flagged'
}

/** The end of the study itself is recorded after the fact, and what was done against the protocol. */
const USUAL: ConsentSettings = { laterEntry: ['disposition', 'deviations'], heldData: 'flagged' }

/** What a withdrawal does in a protocol; the usual settings where its definition names none. */
export function consentOf(definition: { readonly consent?: ConsentSettings }): ConsentSettings {
  return definition.consent ?? USUAL
}

export const consentSettingsSchema: z.ZodType<ConsentSettings> = z.strictObject({
  laterEntry: z.array(z.string()),
  heldData: z.enum(['kept', 'flagged']),
})
