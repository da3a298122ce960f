import type { Bilingual } from '../kernel/bilingual.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { ReportSubject } from '../report/report-subject.ts'
import { isCondition } from '../subgroups/condition-text.ts'
import type { ItemValues, Membership, SubgroupCondition } from '../subgroups/define.ts'
import { AGE_ITEM, itemValues, subgroupItems } from '../subgroups/items.ts'
import { membership } from '../subgroups/membership.ts'

/** A characteristic at baseline that divides subjects in two. */
export interface Characteristic {
  readonly key: string
  readonly label: Bilingual
  readonly condition: SubgroupCondition
  /** Names of the subjects that fulfil the condition, and of the others. */
  readonly inside: Bilingual
  readonly outside: Bilingual
  /** Hazard ratios are adjusted for it where nobody chose. What follows from others is left to the subgroups. */
  readonly adjusts: boolean
}

/** How an address says that nothing is adjusted for. */
export const ADJUST_FOR_NONE = 'none'

const YES: Bilingual = { en: 'Yes', zh: '是' }
const NO: Bilingual = { en: 'No', zh: '否' }

/** What is known to bear on the course of liver cancer. @source BCLC 2022; usual subgroups of trials in hepatocellular carcinoma */
const CHARACTERISTICS: readonly Characteristic[] = [
  {
    key: 'AGE',
    label: { en: 'Age', zh: '年龄' },
    condition: { kind: 'at-least', item: AGE_ITEM, limit: 65 },
    inside: { en: '65 years or older', zh: '≥65岁' },
    outside: { en: 'Under 65 years', zh: '<65岁' },
    adjusts: true,
  },
  {
    key: 'SEX',
    label: { en: 'Sex', zh: '性别' },
    condition: { kind: 'one-of', item: 'subjects.SEX', answers: ['M'] },
    inside: { en: 'Male', zh: '男' },
    outside: { en: 'Female', zh: '女' },
    adjusts: false,
  },
  {
    key: 'ECOG',
    label: { en: 'ECOG performance status', zh: 'ECOG体能状态' },
    condition: { kind: 'one-of', item: 'baseline.ECOG101', answers: ['1', '2', '3', '4'] },
    inside: { en: '1 or higher', zh: '≥1分' },
    outside: { en: '0', zh: '0分' },
    adjusts: true,
  },
  {
    key: 'CHILD-PUGH',
    label: { en: 'Child-Pugh class', zh: 'Child-Pugh分级' },
    condition: { kind: 'one-of', item: 'baseline.CPS0107', answers: ['B', 'C'] },
    inside: { en: 'B or C', zh: 'B级或C级' },
    outside: { en: 'A', zh: 'A级' },
    adjusts: true,
  },
  {
    key: 'BCLC',
    label: { en: 'BCLC stage', zh: 'BCLC分期' },
    condition: { kind: 'one-of', item: 'baseline.BCLC', answers: ['C', 'D'] },
    inside: { en: 'C or D', zh: 'C期或D期' },
    outside: { en: '0, A or B', zh: '0期、A期或B期' },
    adjusts: false,
  },
  {
    key: 'AFP',
    label: { en: 'AFP, ng/mL', zh: '甲胎蛋白（ng/mL）' },
    condition: { kind: 'at-least', item: 'baseline.AFP', limit: 400 },
    inside: { en: '400 or higher', zh: '≥400' },
    outside: { en: 'Under 400', zh: '<400' },
    adjusts: true,
  },
  {
    key: 'PVTT',
    label: { en: 'Portal-vein invasion', zh: '门静脉侵犯' },
    condition: { kind: 'one-of', item: 'baseline.PVTT', answers: ['VP1', 'VP2', 'VP3', 'VP4'] },
    inside: YES,
    outside: NO,
    adjusts: true,
  },
  {
    key: 'EXTRAHEP',
    label: { en: 'Extrahepatic spread', zh: '肝外转移' },
    condition: { kind: 'one-of', item: 'baseline.EXTRAHEP', answers: ['Y'] },
    inside: YES,
    outside: NO,
    adjusts: true,
  },
  {
    key: 'HBV',
    label: { en: 'Aetiology hepatitis B', zh: '病因为乙型肝炎' },
    condition: { kind: 'one-of', item: 'baseline.AETIOL', answers: ['HEPATITIS B'] },
    inside: YES,
    outside: NO,
    adjusts: false,
  },
]

/** Those whose item the study asks. */
export function characteristicsOf(definition: ProtocolDefinition): readonly Characteristic[] {
  const items = subgroupItems(definition)
  return CHARACTERISTICS.filter(({ condition }) => isCondition(condition, items))
}

/** On which side of each characteristic a subject is, by subject number. */
export type SidesOf = (subject: string, characteristic: Characteristic) => Membership

/** The sides of the subjects of a report; who is not in it is unknown. */
export function sidesOf(
  subjects: readonly ReportSubject[],
  definition: ProtocolDefinition,
): SidesOf {
  const values = new Map<string, ItemValues>(
    subjects.map(({ addition: { subject }, consent, baseline }) => [
      subject,
      itemValues(
        { subjid: subject, files: { subjects: [consent], baseline: [baseline] } },
        definition,
      ),
    ]),
  )
  return (subject, { condition }) => membership(condition, values.get(subject) ?? {})
}
