import { dayOfCutoff } from '../../../endpoints/derive-subject.ts'
import { parseDay } from '../../../kernel/dates.ts'
import { toMillimetres } from '../../../kernel/number-text.ts'
import { oncePer } from '../../../kernel/remembered.ts'
import type { CriterionSetting } from '../../../protocol/define.ts'
import type {
  CriterionInSdtm,
  ResponseCriterion,
  ResponseSettings,
  TargetLesion,
} from '../../../response/define.ts'
import { readTumourRows } from '../../../response/from-rows.ts'
import { baselineSum } from '../../../response/sums.ts'
import type { SubjectContext } from '../define.ts'

/** What a lesion is under one criterion; of a target also the column its diameter stands in. */
export type LesionRole =
  | { readonly kind: 'TARGET'; readonly column: NonNullable<TargetLesion['column']> }
  | { readonly kind: 'NON-TARGET' | 'NEW' }

/**
 * The lesions of one subject that count under one criterion. TU and TR have no category, so the
 * criterion stands in front of the link ids: `R-T01` and `M-T01` are one lesion.
 */
export interface CriteriaSet extends CriterionInSdtm {
  /** Key of the criterion, as RSCAT of the study files bears it. */
  readonly criteria: string
  readonly settings: ResponseSettings
  readonly columns: ResponseCriterion['columns']
  readonly roles: ReadonlyMap<string, LesionRole>
  /** Sum of the baseline diameters in millimetres; null without targets. */
  readonly baselineSum: number | null
}

/** One set for each criterion of the protocol, with the lesions that the response engine counts. */
export const criteriaSets = oncePer((context: SubjectContext): readonly CriteriaSet[] => {
  const { subject, derivation, study } = context
  const { conventions, criteria } = study.definition
  const cutoff = dayOfCutoff(study.cutoff)
  const { death } = derivation.dates
  const options = {
    markers: conventions.tumourMarkers,
    death: death === null ? null : parseDay(death),
  }
  const newLesions = context.rows('lesions').filter(({ row }) => row['TUGRPID'] === 'NEW')
  return criteria.map((setting, at) => {
    const criterion = study.families.criteria.get(setting.key)
    const { baseline } = readTumourRows(subject, criterion, setting.settings, cutoff, options)
    const roles = new Map<string, LesionRole>()
    for (const { row } of newLesions) roles.set(row['TULNKID'] ?? '', { kind: 'NEW' })
    for (const { id } of baseline.nonTargets) roles.set(id, { kind: 'NON-TARGET' })
    for (const { id, column = 'LDIAM' } of baseline.targets) {
      roles.set(id, { kind: 'TARGET', column })
    }
    return setOf(criterion, setting, { at, roles, targets: baseline.targets })
  })
})

function setOf(
  criterion: ResponseCriterion,
  { settings }: CriterionSetting,
  found: {
    readonly at: number
    readonly roles: CriteriaSet['roles']
    readonly targets: readonly TargetLesion[]
  },
): CriteriaSet {
  const named: CriterionInSdtm = criterion.sdtm ?? {
    category: criterion.key,
    prefix: `C${found.at + 1}`,
    sum: 'SUMDIAM',
  }
  const sum = baselineSum(found.targets)
  return {
    ...named,
    criteria: criterion.key,
    settings,
    columns: criterion.columns,
    roles: found.roles,
    baselineSum: sum === null ? null : toMillimetres(sum),
  }
}

/** Link id of a lesion; of one that counts under no criterion its own name. */
export function lesionLink(set: CriteriaSet | null, lesion: string): string {
  return set === null ? lesion : `${set.prefix}-${lesion}`
}

/** What ties the measurements of an assessment to its response: criterion, evaluator, visit. */
export function assessmentLink(set: CriteriaSet | null, visit: string | null): string | null {
  return set === null || visit === null ? null : `${set.prefix}-INV-${visit}`
}

/** The links that at least one measurement bears. */
export const measuredLinks = oncePer((context: SubjectContext): ReadonlySet<string> => {
  const links = new Set<string>()
  for (const { row, visit } of context.rows('measurements')) {
    for (const set of criteriaSets(context)) {
      const link = assessmentLink(set, visit)
      if (link !== null && set.roles.has(row['TRLNKID'] ?? '')) links.add(link)
    }
  }
  return links
})
