import { parsePartialDate } from '../../../kernel/dates.ts'
import type { Cell } from '../../datasets/define.ts'
import type { DomainRow, Draft, MappedValue, SdtmDomain, SubjectContext } from '../define.ts'
import { notDoneValues, testOf, withRowQualifiers } from '../findings-drafts.ts'
import { rowValues } from '../row-values.ts'

/** Medical history, and the history of the liver disease as asked at baseline. */
export const mh: SdtmDomain = {
  key: 'MH',
  label: 'Medical History',
  class: 'EVENTS',
  structure: 'One record per medical history event per subject',
  keys: ['MHCAT', 'MHSTDTC', 'MHTERM'],
  fills: ['MHEVDTYP', 'MHCAT', 'MHPRESP', 'MHOCCUR', 'MHSTAT', 'MHREASND', 'MHDTC', 'MHENTPT'],
  origins: {
    MHENTPT: { origin: 'Assigned' },
    MHPRESP: { origin: 'Protocol' },
    MHOCCUR: { origin: 'Collected' },
    MHCAT: { origin: 'Collected' },
  },
  records: (context) => context.domainRows('MH').flatMap((row) => rowDrafts(context, row)),
}

function rowDrafts(context: SubjectContext, row: DomainRow): readonly Draft[] {
  const { values, supplementals } = rowValues(row)
  const own = Object.keys(values).length === 0 ? [] : [{ values: told(context, values), row }]
  const asked = row.tests.flatMap((value) =>
    askedValues(value).map((one): Draft => ({
      values: { MHDTC: row.date, ...one },
      row,
      column: value.mapped.item.key,
    })),
  )
  return withRowQualifiers([...own, ...asked], row, supplementals)
}

/** Whether the condition is ongoing is asked at consent. */
function told(
  { dates }: SubjectContext,
  values: Readonly<Record<string, Cell>>,
): Readonly<Record<string, Cell>> {
  const { MHENRTPT: ongoing = null, MHCAT: category = null } = values
  const isDiagnosis = category === 'PRIMARY DIAGNOSIS'
  const end = ongoing === null ? undefined : endAtConsent(String(ongoing), values, dates.consent)
  return {
    ...values,
    MHEVDTYP: isDiagnosis ? 'DIAGNOSIS' : null,
    ...(end === undefined ? {} : { MHENRTPT: end, MHENTPT: dates.consent ?? 'SCREENING' }),
  }
}

/** Where the condition stood at consent: one that is over may have ended after it. */
function endAtConsent(
  ongoing: string,
  values: Readonly<Record<string, Cell>>,
  consent: string | null,
): string | undefined {
  if (ongoing !== 'N') return ongoing === 'Y' ? 'ONGOING' : undefined
  const end = parsePartialDate(String(values['MHENDTC'] ?? ''))
  const given = parsePartialDate(consent ?? '')
  return end !== null && given !== null && end.earliest > given.latest ? 'AFTER' : 'BEFORE'
}

/**
 * Conditions asked one by one: `MH.MHOCCUR[CIRRHOSIS]`, whether it is there; `MH.MHTERM[AETIOLOGY]`,
 * which ones of a kind are.
 */
function askedValues(value: MappedValue): readonly Readonly<Record<string, Cell>>[] {
  const { mapped, text, reason } = value
  const name = testOf(value) ?? ''
  const isTerm = mapped.target.kind === 'variable' && mapped.target.variable === 'MHTERM'
  if (!isTerm) {
    const asked = { MHTERM: name, MHCAT: LIVER_DISEASE, MHPRESP: 'Y' }
    return [
      text === '' ? { ...asked, ...notDoneValues('MH', reason) } : { ...asked, MHOCCUR: text },
    ]
  }
  if (text === '') return [{ MHTERM: name, MHCAT: name, ...notDoneValues('MH', reason) }]
  return text.split(';').map((term) => ({ MHTERM: term.trim(), MHCAT: name }))
}

const LIVER_DISEASE = 'LIVER DISEASE'
