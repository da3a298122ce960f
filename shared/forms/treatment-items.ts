import type { Bilingual } from '../kernel/bilingual.ts'
import { ACTIONS_TAKEN, code, RELATIONSHIPS } from './code-lists.ts'
import type { Code, FormCheck, FormDefinition, ItemDefinition } from './define.ts'

/** A treatment of the protocol, for which causality and action are asked on their own. */
export interface StudyTreatment {
  readonly label: Bilingual
  readonly kind: 'drug' | 'procedure'
  /** Generic names (EXTRT) of the drug, or of all of its class. */
  readonly drugs?: readonly string[]
}

/** Where a protocol names none: two drugs, in the order of the protocol. */
export const UNNAMED_TREATMENTS: readonly StudyTreatment[] = [
  { kind: 'drug', label: { en: 'first study drug', zh: '第一种研究药物' } },
  { kind: 'drug', label: { en: 'second study drug', zh: '第二种研究药物' } },
]

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

const RELATED = ['POSSIBLE', 'PROBABLE', 'DEFINITE']

/** The answer for all treatments together agrees with the answers for each. */
export function treatmentChecks(treatments: readonly StudyTreatment[]): readonly FormCheck[] {
  return treatments.flatMap(({ label, kind }, at): FormCheck[] => {
    const relation: FormCheck = {
      key: `ae-relation-agrees-${at + 1}`,
      kind: 'agreement',
      when: { item: `AEREL${at + 1}`, in: RELATED },
      then: { item: 'AEREL', in: ['', ...RELATED] },
      message: {
        en: `The event is related to ${label.en}, but not to study treatment.`,
        zh: `事件与“${label.zh}”相关，但与研究治疗的总体关系填写为无关。`,
      },
    }
    if (kind === 'procedure') return [relation]
    const withdrawal: FormCheck = {
      key: `ae-action-agrees-${at + 1}`,
      kind: 'agreement',
      when: { item: `AEACN${at + 1}`, in: ['DRUG WITHDRAWN'] },
      then: { item: 'AEACN', in: ['', 'DRUG WITHDRAWN'] },
      message: {
        en: `${label.en}: withdrawn, but the action with study treatment says otherwise.`,
        zh: `“${label.zh}”已永久停药，但对研究治疗采取的措施填写不一致。`,
      },
    }
    return [relation, withdrawal]
  })
}

const OF_ONE_TREATMENT = /^AE(?:ACN|REL)\d+$/
const AGREES = /^ae-(?:relation|action)-agrees-\d+$/

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
