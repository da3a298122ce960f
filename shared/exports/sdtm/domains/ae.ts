import { rowsOf } from '../../../trial/trial.ts'
import type { DomainRow, Draft, SdtmDomain, SubjectContext } from '../define.ts'
import { occurrenceOf } from '../occurrence-drafts.ts'
import { ongoingValues } from '../ongoing.ts'

/** Adverse events, one record for each grade of an event (AEGRPID joins them). */
export const ae: SdtmDomain = {
  key: 'AE',
  label: 'Adverse Events',
  class: 'EVENTS',
  structure: 'One record per adverse event and grade per subject',
  keys: ['AESTDTC', 'AEDECOD', 'AETERM', 'AETOXGR'],
  fills: ['AEENRTPT', 'AEENTPT'],
  origins: {
    AESOC: {
      origin: 'Derived',
      method: { en: 'AEBODSYS.', zh: '与AEBODSYS相同。' },
    },
    AEENRTPT: { origin: 'Collected' },
    AEENTPT: { origin: 'Assigned' },
  },
  records: (context) => context.domainRows('AE').flatMap((row) => event(context, row)),
}

/** Outcomes after which nothing is ongoing. */
const OVER: ReadonlySet<string> = new Set([
  'RECOVERED/RESOLVED',
  'RECOVERED/RESOLVED WITH SEQUELAE',
  'FATAL',
])

function event(context: SubjectContext, row: DomainRow): readonly Draft[] {
  reportDisagreements(context, row)
  reportLostGrade(context, row)
  return occurrenceOf(row).map((draft) => {
    if (draft.noRecord === true) return draft
    const { values } = draft
    const ongoing = OVER.has(String(values['AEOUT'] ?? '')) ? {} : ongoingValues(context, row)
    return { ...draft, values: { ...ongoing, AESOC: values['AEBODSYS'] ?? null, ...values } }
  })
}

/** The grade that an event had before its subject died of it, after the cut-off, is recorded nowhere. */
function reportLostGrade(context: SubjectContext, { row, source }: DomainRow): void {
  const recorded = rowsOf(context.subject, source.file)[source.row]?.['AETOXGR'] ?? ''
  if (recorded === '' || (row['AETOXGR'] ?? '') !== '') return
  context.report({
    rule: 'SDTM-AE-03',
    severity: 'note',
    dataset: 'AE',
    variable: 'AETOXGR',
    source,
    message: {
      en: 'The event became fatal after the cut-off. Its grade at the cut-off is not recorded, so AETOXGR is empty. To have one, record the grades of the event as rows of their own.',
      zh: '该事件在数据截止日之后致死，截止时的级别没有记录，因此AETOXGR为空。如需保留，请将该事件的各级别分行记录。',
    },
  })
}

const CRITERIA = ['AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE'] as const

/** Seriousness and its criteria, and what says that the event was fatal, must agree. */
function reportDisagreements(context: SubjectContext, { values, source }: DomainRow): void {
  const text = (variable: string): string => values.get(variable)?.text ?? ''
  const report = (rule: string, variable: string, message: { en: string; zh: string }): void => {
    context.report({ rule, severity: 'warning', dataset: 'AE', variable, source, message })
  }
  const met = CRITERIA.filter((variable) => text(variable) === 'Y')
  if (text('AESER') === 'N' && met.length > 0) {
    report('SDTM-AE-01', 'AESER', {
      en: `The event is not serious, but ${met.join(', ')} says Y.`,
      zh: `事件填写为非严重，但${met.join('、')}为Y。`,
    })
  }
  const fatal = [text('AEOUT') === 'FATAL', text('AETOXGR') === '5', text('AESDTH') === 'Y']
  const isAsked = text('AESDTH') !== '' || text('AESER') === 'N'
  const said = isAsked ? fatal : fatal.slice(0, 2)
  if (said.some(Boolean) && !said.every(Boolean)) {
    report('SDTM-AE-02', 'AEOUT', {
      en: 'Outcome FATAL, grade 5 and "results in death" do not agree.',
      zh: '转归“死亡”、5级与“导致死亡”三者不一致。',
    })
  }
}
