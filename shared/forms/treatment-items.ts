import { ACTIONS_TAKEN, code, RELATIONSHIPS } from './code-lists.ts'
import type { Code, FormDefinition, ItemDefinition } from './define.ts'
import type { StudyTreatment } from './study-treatment.ts'
import { treatmentChecks } from './treatment-checks.ts'

/** A procedure is not dosed: what can be done with the coming ones. */
const PROCEDURE_ACTIONS: readonly Code[] = [
  code('NOT CHANGED', 'Not changed', '未改变'),
  code('DELAYED', 'Next one delayed', '推迟下一次'),
  code('MODIFIED', 'Next one modified', '调整下一次'),
  code('NOT REPEATED', 'Not done again', '不再进行'),
  code('NOT APPLICABLE', 'Not applicable', '不适用'),
  code('UNKNOWN', 'Unknown', '不详'),
]

/** An item asked of one treatment, by its number in the protocol's order. */
type TreatmentItem = ItemDefinition & { readonly key: `AEACN${number}` | `AEREL${number}` }

/** Actions of every treatment (`AEACN1`, …), then relations (`AEREL1`, …), in the protocol's order. */
export function treatmentItems(treatments: readonly StudyTreatment[]): readonly TreatmentItem[] {
  return [...treatments.map(actionItem), ...treatments.map(relationItem)]
}

function actionItem({ label, kind, drugs }: StudyTreatment, at: number): TreatmentItem {
  return {
    key: `AEACN${at + 1}`,
    kind: 'code',
    codes: kind === 'drug' ? ACTIONS_TAKEN : PROCEDURE_ACTIONS,
    label: { en: `Action taken, ${label.en}`, zh: `采取的措施：${label.zh}` },
    sdtm: `SUPPAE.AEACN${at + 1}`,
    ...(drugs === undefined ? {} : { drugs }),
  }
}

function relationItem({ label, drugs }: StudyTreatment, at: number): TreatmentItem {
  return {
    key: `AEREL${at + 1}`,
    kind: 'code',
    codes: RELATIONSHIPS,
    label: { en: `Relation, ${label.en}`, zh: `相关性：${label.zh}` },
    sdtm: `SUPPAE.AEREL${at + 1}`,
    ...(drugs === undefined ? {} : { drugs }),
  }
}

const OF_ONE_TREATMENT = /^AE(?:ACN|REL)\d+$/
const AGREES = /^ae-(?:relation|action|dlt)-agrees-(?:\d+|any)$/

/** The form with its questions by treatment asked for these treatments, in the place they had. */
export function withTreatments(
  form: FormDefinition,
  treatments: readonly StudyTreatment[],
): FormDefinition {
  const first = form.items.findIndex(({ key }) => OF_ONE_TREATMENT.test(key))
  const isOther = ({ key }: ItemDefinition): boolean => !OF_ONE_TREATMENT.test(key)
  const items = [
    ...form.items.slice(0, first),
    ...treatmentItems(treatments),
    ...form.items.slice(first).filter(isOther),
  ]
  const checks = (form.checks ?? []).filter(({ key }) => !AGREES.test(key))
  return { ...form, items, checks: [...checks, ...treatmentChecks(treatments)] }
}
