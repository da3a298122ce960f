import { ageAtConsent } from '../../../forms/age.ts'
import { parseDay } from '../../../kernel/dates.ts'
import { parseNumberText } from '../../../kernel/number-text.ts'
import type { Cell } from '../../datasets/define.ts'
import { armsOf, type Arm } from '../arms.ts'
import type { DomainRow, Draft, SdtmDomain, SubjectContext, Supplemental } from '../define.ts'
import { rowValues, textQualifier } from '../row-values.ts'

/** Demographics: one record for everyone who gave consent, screen failures included. */
export const dm: SdtmDomain = {
  key: 'DM',
  label: 'Demographics',
  class: 'SPECIAL PURPOSE',
  structure: 'One record per subject',
  keys: [],
  isFilledBy: () => true,
  fills: ['BRTHDTC'],
  origins: {
    SUBJID: { origin: 'Assigned' },
    SITEID: { origin: 'Assigned' },
    COUNTRY: { origin: 'Assigned' },
    RFSTDTC: derived('Date of the first dose of a study drug.', '首次使用研究药物的日期。'),
    RFXSTDTC: derived('Date of the first dose of a study drug.', '首次使用研究药物的日期。'),
    RFENDTC: derived(
      'Date of the last dose of a study drug; empty while dosing is ongoing at the cut-off.',
      '末次使用研究药物的日期；数据截止时仍在用药则为空。',
    ),
    RFXENDTC: derived(
      'Date of the last dose of a study drug; empty while dosing is ongoing at the cut-off.',
      '末次使用研究药物的日期；数据截止时仍在用药则为空。',
    ),
    RFPENDTC: derived(
      'Latest of death, or else end of study, and the last complete date that shows the subject alive.',
      '死亡日期（无死亡则为研究结束日期）与末次完整存活证明日期中的较晚者。',
    ),
    DTHFL: derived('Y where a death is recorded; else empty.', '有死亡记录时为Y，否则为空。'),
    AGE: derived(
      'Completed years at consent; empty where a partial birth date leaves it open.',
      '签署知情同意时的周岁；出生日期不完整而无法确定时为空。',
    ),
    AGEU: { origin: 'Assigned' },
    ARMNRS: derived(
      'SCREEN FAILURE where a failure is recorded, else NOT ASSIGNED, of subjects who are not enrolled; ASSIGNED, NOT TREATED of enrolled subjects without a dose.',
      '未入组者：有筛选失败记录为SCREEN FAILURE，否则为NOT ASSIGNED；已入组未用药者为ASSIGNED, NOT TREATED。',
    ),
    ACTARMCD: derived('ARMCD of subjects who were dosed.', '已用药受试者的ARMCD。'),
    ACTARM: derived('ARM of subjects who were dosed.', '已用药受试者的ARM。'),
  },
  records: (context) => {
    reportFirstDose(context)
    return [demographics(context)]
  },
}

function derived(
  en: string,
  zh: string,
): { readonly origin: 'Derived'; readonly method: { en: string; zh: string } } {
  return { origin: 'Derived', method: { en, zh } }
}

function demographics(context: SubjectContext): Draft {
  const rows = context.domainRows('DM')
  const { dates } = context
  const collected = rows.map((row) => rowValues(row))
  const values: Record<string, Cell> = {
    ...firstOf(collected.map((one) => one.values)),
    SUBJID: context.subject.subjid,
    SITEID: context.siteId === '' ? null : context.siteId,
    RFSTDTC: dates.firstDose,
    RFXSTDTC: dates.firstDose,
    RFENDTC: dates.lastDose,
    RFXENDTC: dates.lastDose,
    RFPENDTC: dates.endOfParticipation,
    DTHDTC: dates.death,
    DTHFL: dates.death === null ? null : 'Y',
    COUNTRY: context.study.countryOf?.(context.siteId) ?? null,
    ...ageValues(context),
    ...armValues(context),
  }
  const [first] = context.rows('subjects')
  return {
    values,
    ...(first === undefined ? {} : { row: first }),
    supplementals: rows.flatMap((row, at) => qualifiersOf(row, collected[at], values)),
    comments: rows.flatMap(({ comments }) => comments),
  }
}

/** Of each variable the value of the first row that has one. */
function firstOf(rows: readonly Readonly<Record<string, Cell>>[]): Record<string, Cell> {
  return Object.fromEntries([...rows].reverse().flatMap((values) => Object.entries(values)))
}

/** Qualifiers of a row, and answers that the record does not say as entered. */
function qualifiersOf(
  row: DomainRow,
  collected: ReturnType<typeof rowValues> | undefined,
  values: Readonly<Record<string, Cell>>,
): readonly Supplemental[] {
  const { form } = row.part.layout
  const unsaid = [...row.values].flatMap(([variable, value]) => {
    const said = values[variable] ?? null
    const isSaid = value.text === '' || String(said ?? '') === value.text
    return isSaid ? [] : [textQualifier(value, form)]
  })
  const known = new Set(unsaid.map(({ name }) => name))
  const more = (collected?.supplementals ?? []).filter(({ name }) => !known.has(name))
  return [...row.supplementals, ...more, ...unsaid].map((one) => ({ ...one, source: row.source }))
}

/** Study days are counted from the first dose: without its day there are none. */
function reportFirstDose(context: SubjectContext): void {
  const { firstDose } = context.dates
  if (firstDose === null || parseDay(firstDose) !== null) return
  const row = context.rows('exposure').find((one) => one.row['EXSTDAT'] === firstDose)
  context.report({
    rule: 'SDTM-DM-06',
    severity: 'warning',
    dataset: 'DM',
    variable: 'RFSTDTC',
    source: row === undefined ? null : { ...row.source, column: 'EXSTDAT' },
    message: {
      en: `The first dose is dated ${firstDose}, without a day: the subject has no study days, and EPOCH is empty wherever that leaves it open. Complete the start date.`,
      zh: `首次用药日期为${firstDose}，缺少日：该受试者的研究日均为空，无法判定的EPOCH亦为空。请补全开始日期。`,
    },
  })
}

/** AGE as typed, else from the dates; none where a partial birth date may mean two. */
function ageValues(context: SubjectContext): Readonly<Record<string, Cell>> {
  const row = context.rows('subjects')[0]?.row ?? {}
  const text = ageAtConsent(row)?.value ?? ''
  const age = numberOf(row['AGE'] ?? '') ?? numberOf(text)
  if (age === null && text !== '') reportAge(context, text)
  return { AGE: age, AGEU: age === null ? null : 'YEARS' }
}

function numberOf(text: string): number | null {
  return parseNumberText(text)?.value ?? null
}

function reportAge(context: SubjectContext, text: string): void {
  context.report({
    rule: 'SDTM-DM-02',
    severity: 'note',
    dataset: 'DM',
    variable: 'AGE',
    source: context.rows('subjects')[0]?.source ?? null,
    message: {
      en: `The birth date is partial: the age at consent may be ${text} years. AGE stays empty.`,
      zh: `出生日期不完整，签署知情同意时年龄可能为${text}岁，AGE留空。`,
    },
  })
}

/** Planned and actual arm, or why there is none. @source mapping, section 2, "consent, demography" */
function armValues(context: SubjectContext): Readonly<Record<string, Cell>> {
  const { dates } = context
  const isTreated = dates.firstDose !== null
  const arm = dates.enrolment === null ? null : plannedArm(context)
  const planned = { ARMCD: arm?.code ?? null, ARM: arm?.name ?? null }
  const none = { ACTARMCD: null, ACTARM: null }
  if (arm !== null) {
    if (!isTreated) return { ...planned, ...none, ARMNRS: 'ASSIGNED, NOT TREATED' }
    return { ...planned, ACTARMCD: arm.code, ACTARM: arm.name, ARMNRS: null }
  }
  if (isTreated) {
    return { ...planned, ...none, ARMNRS: 'UNPLANNED TREATMENT', ACTARMUD: unplanned(context) }
  }
  const hasFailed = isScreenFailure(context)
  return { ...planned, ...none, ARMNRS: hasFailed ? 'SCREEN FAILURE' : 'NOT ASSIGNED' }
}

function plannedArm(context: SubjectContext): Arm | null {
  const { definition } = context.study
  const arms = armsOf(definition)
  if (definition.cohorts.length === 0) return arms[0]
  const cohort = context.first('DM', 'ARMCD')
  const arm = arms.find(({ code }) => code === cohort) ?? null
  if (arm === null) reportArm(context, cohort)
  return arm
}

function reportArm(context: SubjectContext, cohort: string | null): void {
  context.report({
    rule: 'SDTM-DM-03',
    severity: 'warning',
    dataset: 'DM',
    variable: 'ARMCD',
    source: context.rows('subjects')[0]?.source ?? null,
    message: {
      en:
        cohort === null
          ? 'The subject is enrolled without a cohort: no arm can be named.'
          : `The cohort ${cohort} is none of the protocol's: no arm can be named.`,
      zh:
        cohort === null
          ? '受试者已入组但未填写队列，无法确定治疗组。'
          : `队列${cohort}不在方案所列队列中，无法确定治疗组。`,
    },
  })
}

function unplanned(context: SubjectContext): string {
  const drugs = context.rows('exposure').map(({ row }) => row['EXTRT'] ?? '')
  return [...new Set(drugs)].filter((drug) => drug !== '').join(' + ')
}

/** A reason of screen failure is recorded, or the end of the study says it. */
export function isScreenFailure(context: SubjectContext): boolean {
  const reason = context.rows('subjects')[0]?.row['SCRNFAIL'] ?? ''
  if (context.dates.enrolment !== null) return false
  return (
    reason !== '' ||
    context.rows('disposition').some(({ row }) => row['DSDECOD'] === 'SCREEN FAILURE')
  )
}
