import type { FormDefinition } from '../forms/define.ts'
import type { ProtocolDefinition } from './define.ts'
import type { FormVerification } from './verification-settings.ts'

/** What grades, relates, dates and classifies an event; relation and action of each treatment too. */
const EVENT_ITEMS =
  /^AE(?:TERM|STDAT|ENDAT|TOXGR|SER|OUT|DLT|SDTH|SLIFE|SHOSP|SDISAB|SCONG|SMIE|REL\d*|ACN\d*)$/

/** What decides dose, hepatotoxicity and response: the results that a wrong reading would cost most. */
const KEY_TESTS = ['AFP', 'PIVKAII', 'ALT', 'AST', 'TBIL', 'ALB', 'INR', 'CREAT', 'PLT', 'NEUT']

/** Supports no endpoint and no judgement of safety, or is judged here first: there is no source to compare. */
const NOT_ASKED = [
  'concomitant',
  'history',
  'ecg',
  'urinalysis',
  'virology',
  'antibodies',
  'biomarkers',
  'accountability',
  'deviations',
  'responses',
]

/**
 * A built-in protocol with the usual plan of verification. In full: consent and eligibility, what the
 * endpoints and their censoring rest on, and study treatment. Targeted: of safety data what grades,
 * relates and dates an event, the key results, and the day of a visit.
 */
export function withUsualVerification(definition: ProtocolDefinition): ProtocolDefinition {
  const plans = definition.forms.flatMap((form): [string, FormVerification][] => {
    const plan = planOf(form)
    return plan === null ? [] : [[form.key, plan]]
  })
  return { ...definition, verification: { forms: Object.fromEntries(plans) } }
}

/** Null: in full, like whatever a plan does not name. */
function planOf({ key, items }: FormDefinition): FormVerification | null {
  if (NOT_ASKED.includes(key)) return { kind: 'none' }
  switch (key) {
    case 'adverse-events': {
      const named = items.map((item) => item.key).filter((item) => EVENT_ITEMS.test(item))
      return { kind: 'targeted', items: named }
    }
    case 'laboratory':
      return { kind: 'targeted', items: ['LBORRES', 'LBORRESU'], rows: KEY_TESTS }
    case 'vitals':
      return { kind: 'targeted', items: ['VSDAT', 'WEIGHT', 'ECOG101'] }
    case 'visits':
      return { kind: 'targeted', items: ['SVSTDAT'] }
    default:
      return null
  }
}
