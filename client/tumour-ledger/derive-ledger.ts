import type { Registry } from '../../shared/kernel/registry.ts'
import { dayOf, parseDay } from '../../shared/kernel/dates.ts'
import type { Trace } from '../../shared/kernel/trace.ts'
import { toMillimetres } from '../../shared/kernel/number-text.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { RecordView, SubjectView } from '../../shared/api/routes/subjects.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { ResponseCriterion, TimePoint } from '../../shared/response/define.ts'
import { baselineSteps } from '../../shared/response/baseline-steps.ts'
import { readTumourRows, type BaselineQuery } from '../../shared/response/from-rows.ts'
import { toTrialSubject } from '../../shared/trial/from-records.ts'
import { rowsOf, type TrialSubject } from '../../shared/trial/trial.ts'
import type { Ledger } from './ledger.ts'

/** What one criterion makes of the ledger as it stands in the boxes. */
export interface CriterionBand {
  readonly key: string
  /** The column with the diameter that the criterion adds up. */
  readonly diameter: 'LDIAM' | 'VDIAM'
  /** Sum of the targets at baseline, mm; null without targets. */
  readonly baselineSum: number | null
  readonly targets: ReadonlySet<string>
  readonly timePoints: ReadonlyMap<string, TimePoint>
  readonly baselineQueries: readonly BaselineQuery[]
  /** Every step of the engine, baseline first. */
  readonly steps: () => readonly Trace[]
}

/** Nothing that was typed lies after it: the ledger shows all that is in the boxes. */
const NO_CUTOFF = dayOf(9999, 12, 31)

interface LedgerSource {
  readonly definition: ProtocolDefinition
  readonly subject: Pick<SubjectView, 'subjid' | 'site'>
  readonly records: readonly RecordView[]
  readonly form: FormDefinition
  readonly ledger: Ledger
}

/** Sums and responses under each criterion of the protocol, by the shared engine, unsaved typing included. */
export function deriveLedger(
  source: LedgerSource,
  criteria: Registry<ResponseCriterion>,
): readonly CriterionBand[] {
  const trial = toEditedSubject(source)
  const { conventions } = source.definition
  return source.definition.criteria.flatMap(({ key, settings }) => {
    const criterion = criteria.find(key)
    if (criterion === undefined) return []
    const read = readTumourRows(trial, criterion, settings, NO_CUTOFF, {
      markers: conventions.tumourMarkers,
      death: deathOf(trial),
    })
    const points = criterion.derive(read.baseline, read.assessments, settings, 'investigator')
    const { targets } = read.baseline
    const sum = targets.reduce((total, target) => total + target.baseline, 0)
    return [
      {
        key,
        diameter: criterion.columns.diameter,
        baselineSum: targets.length === 0 ? null : toMillimetres(sum),
        targets: new Set(targets.map(({ id }) => id)),
        timePoints: new Map(points.map((point) => [point.visit, point])),
        baselineQueries: read.baselineQueries,
        steps: () => [...baselineSteps(key, read), ...points.flatMap(({ trace }) => trace())],
      },
    ]
  })
}

function deathOf(trial: TrialSubject): ReturnType<typeof parseDay> {
  return parseDay(rowsOf(trial, 'deaths')[0]?.['DTHDAT'] ?? '')
}

function toEditedSubject(source: LedgerSource): TrialSubject {
  const { definition, subject, records, form, ledger } = source
  const others = records.filter((record) => record.form !== form.key)
  const assessments = ledger.columns.map(({ visit, values }) => ({ form: form.key, visit, values }))
  const forms = new Map(definition.forms.map((one) => [one.key, one]))
  return toTrialSubject(subject, [...others, ...assessments], forms)
}
