import type {
  IncidenceEndpoint,
  LandmarkEndpoint,
  ProportionEndpoint,
  TimeToEventEndpoint,
} from '../endpoints/define.ts'

/** Best overall responses that count in each rate. @source protocols; response criteria, E-5 */
const OBJECTIVE_RESPONSE = ['CR', 'PR'] as const
const DISEASE_CONTROL = ['CR', 'PR', 'SD', 'NON-CR/NON-PD'] as const

/** Objective response rate: the members that a protocol need not repeat. */
export const ORR = {
  id: 'ORR',
  kind: 'proportion',
  label: { en: 'Objective response rate', zh: '客观缓解率（ORR）' },
  responses: OBJECTIVE_RESPONSE,
} as const satisfies Partial<ProportionEndpoint>

export const DCR = {
  id: 'DCR',
  kind: 'proportion',
  label: { en: 'Disease control rate', zh: '疾病控制率（DCR）' },
  responses: DISEASE_CONTROL,
} as const satisfies Partial<ProportionEndpoint>

export const PFS = {
  id: 'PFS',
  kind: 'time-to-event',
  label: { en: 'Progression-free survival', zh: '无进展生存期（PFS）' },
  events: ['progression', 'death'],
  censorAt: 'last-evaluable-assessment',
} as const satisfies Partial<TimeToEventEndpoint>

export const OS = {
  id: 'OS',
  kind: 'time-to-event',
  label: { en: 'Overall survival', zh: '总生存期（OS）' },
  criteria: null,
  events: ['death'],
  censorAt: 'last-known-alive',
} as const satisfies Partial<TimeToEventEndpoint>

/** Duration of response among the responders of the protocol's ORR. @source E-1 to E-3 */
export const DOR = {
  id: 'DOR',
  kind: 'time-to-event',
  label: { en: 'Duration of response', zh: '缓解持续时间（DOR）' },
  population: 'RESP',
  origin: 'response',
  events: ['progression', 'death'],
  censorAt: 'last-evaluable-assessment',
} as const satisfies Partial<TimeToEventEndpoint>

/** Landmark of progression-free survival at `months`. */
export function pfsAt(
  months: 3 | 6,
  rest: Pick<LandmarkEndpoint, 'population' | 'criteria' | 'timeFrameMonths'>,
): LandmarkEndpoint {
  return {
    id: `PFS${months}`,
    kind: 'landmark',
    label: {
      en: `Progression-free rate at ${months} months`,
      zh: `${months}个月无进展生存率`,
    },
    of: 'PFS',
    months,
    report: 'survival',
    ...rest,
  }
}

/** Mortality by `months`: the complement of overall survival. */
export function mortalityBy(
  months: 6 | 12,
  rest: Pick<LandmarkEndpoint, 'population' | 'timeFrameMonths'>,
): LandmarkEndpoint {
  return {
    id: `MORT${months}`,
    kind: 'landmark',
    label: { en: `Mortality by ${months} months`, zh: `${months}个月病死率` },
    criteria: null,
    of: 'OS',
    months,
    report: 'mortality',
    ...rest,
  }
}

/** AE, SAE and ADR over SAF, treatment-emergent. @source protocols, "Safety rows" */
export function safetyRows(timeFrameMonths: number): readonly IncidenceEndpoint[] {
  const shared = {
    kind: 'incidence',
    population: 'SAF',
    criteria: null,
    onset: 'treatment-emergent',
    timeFrameMonths,
  } as const
  return [
    { id: 'AE', label: { en: 'Adverse events', zh: '不良事件（AE）' }, ...shared },
    {
      id: 'SAE',
      label: { en: 'Serious adverse events', zh: '严重不良事件（SAE）' },
      ...shared,
      seriousOnly: true,
    },
    {
      id: 'ADR',
      label: {
        en: 'Adverse events related to study treatment',
        zh: '与研究治疗相关的不良事件（ADR）',
      },
      ...shared,
      relatedOnly: true,
    },
  ]
}
