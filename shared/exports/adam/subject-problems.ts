import { rowLabel } from '../../endpoints/row-label.ts'
import { rowsOf } from '../../trial/trial.ts'
import type { DatasetProblem, RecordSource } from '../datasets/define.ts'
import type { AdamContext } from './define.ts'

type Problem = Omit<DatasetProblem, 'subjid'>

/** What of a subject's data its analysis datasets rest on that a person should look at. */
export function subjectProblems(context: AdamContext): readonly Problem[] {
  return [...imputedDates(context), ...unknownTreatment(context)]
}

/** Imputed dates that decide an event, a censoring or an emergence. */
function imputedDates({ derivation, subject }: AdamContext): readonly Problem[] {
  return derivation.queries.map(({ decides, endpoints, value, imputed, from }): Problem => {
    const row = rowsOf(subject, from.file).findIndex(
      (one) => rowLabel(from.file, one) === from.row && (one[from.column] ?? '') === value,
    )
    const source: RecordSource | null =
      row < 0 ? null : { file: from.file, row, column: from.column }
    const isEmergence = decides === 'emergence'
    const entered = { en: value || 'no date', zh: value || '未填日期' }
    return {
      rule: 'ADAM-DT-01',
      severity: 'note',
      dataset: isEmergence ? 'ADAE' : 'ADTTE',
      variable: isEmergence ? 'ASTDT' : 'ADT',
      source,
      message: {
        en: `${entered.en} was taken as ${imputed} for the analysis of ${endpoints.join(', ')}. Complete the date if it can be known.`,
        zh: `${entered.zh}按${imputed}处理，${endpoints.join('、')}据此计算。如能获知请补全日期。`,
      },
    }
  })
}

/** An enrolled subject whose cohort is not recorded, or is none of the protocol's. */
function unknownTreatment({ derivation, study, subject }: AdamContext): readonly Problem[] {
  const { cohorts } = study.definition
  if (!derivation.enrolled || cohorts.length === 0 || derivation.cohort !== null) return []
  const recorded = rowsOf(subject, 'subjects')[0]?.['COHORT'] ?? ''
  return [
    {
      rule: 'ADAM-TRT-01',
      severity: 'warning',
      dataset: 'ADSL',
      variable: 'TRT01P',
      source: { file: 'subjects', row: 0, column: 'COHORT' },
      message:
        recorded === ''
          ? {
              en: 'No cohort is recorded: the planned treatment stays empty. Record the cohort.',
              zh: '未记录队列，计划治疗留空。请补录队列。',
            }
          : {
              en: `The protocol has no cohort ${recorded}: the planned treatment stays empty. Correct the cohort.`,
              zh: `方案中没有队列${recorded}，计划治疗留空。请更正队列。`,
            },
    },
  ]
}
