import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { besideEachOther } from '../../shared/kernel/bilingual.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import { FACTS } from '../../shared/kernel/facts.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import { derivationQuery } from '../kit/derivation-query.ts'
import { Proven } from '../kit/explained.tsx'
import { formatDate, NOTHING } from '../kit/format.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import type { SubjectScreen } from '../kit/subject-data.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

type Event = ToldDerivation['adverseEvents'][number]

/** What the analysis makes of each adverse event; every value opens its proof. */
export function DerivedEvents({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  const nameOf = ({ term }: Event): string => say(termWords(term))
  const { study, subject } = screen
  const { data } = useQuery(derivationQuery(study.id, subject.subjid))
  if (data === undefined || data.adverseEvents.length === 0) return null
  const parts = partsOf(data, texts)
  return (
    <Section title={t('ae.derived')} aside={t('ae.derivedAside')}>
      <SortableTable
        name="derived-events"
        rows={data.adverseEvents}
        columns={[
          { key: 'term', head: t('events.term'), value: nameOf },
          ...parts.map(({ column }) => column),
        ]}
      >
        {(event) => (
          <tr key={event.row}>
            <th scope="row">{nameOf(event)}</th>
            {parts.map(({ column, fact, draw }) => (
              <td key={column.key} className={page['nowrap']}>
                <Proven
                  {...{ study: study.id, subject: subject.subjid }}
                  label={besideEachOther([column.head, nameOf(event)], texts.language)}
                  fact={fact(event)}
                  view={{}}
                >
                  {draw(event)}
                </Proven>
              </td>
            ))}
          </tr>
        )}
      </SortableTable>
    </Section>
  )
}

interface Part {
  readonly column: TableColumn<Event>
  /** Name of its step in the proof. */
  readonly fact: (event: Event) => string
  readonly draw: (event: Event) => ReactNode
}

function partsOf(derived: ToldDerivation, { t, language }: Texts): readonly Part[] {
  const said = (is: boolean): string => t(is ? 'word.YES' : 'word.NO')
  const yesNo = (key: string, head: string, is: (event: Event) => boolean): Part => ({
    column: { key, head, value: (event) => said(is(event)) },
    fact: ({ row }) => FACTS.event(row, key),
    draw: (event) => said(is(event)),
  })
  return [
    {
      column: dateColumn(
        { key: 'onset', head: t('ae.derivedOnset'), of: ({ onset }) => onset },
        language,
      ),
      fact: ({ row }) => FACTS.event(row, 'onset'),
      draw: ({ onset }) => formatDate(onset, language),
    },
    {
      column: { key: 'grade', head: t('course.gradeHead'), value: ({ grade }) => grade },
      fact: ({ row }) => FACTS.event(row, 'grade'),
      draw: ({ grade }) => (grade === null ? NOTHING : <GradeMark grade={String(grade)} />),
    },
    yesNo('emergent', t('word.emergent'), ({ treatmentEmergent }) => treatmentEmergent),
    yesNo('related', t('word.related'), ({ related }) => related),
    yesNo('haematologic', t('word.haematologic'), ({ haematologic }) => haematologic),
    ...derived.endpoints.flatMap((endpoint) => doseLimiting(endpoint, said, t) ?? []),
  ]
}

/** Whether the engine counted each event as dose-limiting; null of any other endpoint, or outside a window. */
function doseLimiting(
  { id, trace }: ToldDerivation['endpoints'][number],
  said: (is: boolean) => string,
  t: Texts['t'],
): Part | null {
  if (trace.rule !== 'DLT-window') return null
  const fact = ({ row }: Event): string => FACTS.endpoint(id, `event/${row}`)
  const value = (event: Event): string =>
    said(trace.inputs.some((input) => input.of === fact(event) && input.value === 'YES'))
  return { column: { key: id, head: t('word.dose-limiting toxicity'), value }, fact, draw: value }
}
