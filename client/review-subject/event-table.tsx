import { Checkbox } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { termOf } from '../../shared/course/lanes.ts'
import { seriousnessItems } from '../../shared/forms/adverse-event-items.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import { ChangedMark } from '../kit/changed-mark.tsx'
import { useChanges } from '../kit/changes-query.ts'
import { formatDate } from '../kit/format.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import { formPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './course.module.css'
import { codedText } from './mark-texts.ts'

const FORM = 'adverse-events'

interface EventRow {
  readonly record: RecordView
  readonly term: string
  readonly verbatim: string
  readonly code: string
  readonly grade: string
  /** Of all events of the term. */
  readonly worst: string
  readonly relations: readonly string[]
  readonly criteria: string
  readonly start: string | null
  readonly end: string | null
  readonly actions: readonly string[]
  readonly outcome: string
  readonly serious: boolean
}

/** The adverse events with all that is judged of them; a row and its mark in the figure light together. */
export function EventTable(props: {
  readonly screen: SubjectScreen
  /** The record pointed at here or in the figure. */
  readonly lit: string | null
}): ReactNode {
  const { screen, lit } = props
  const texts = useTexts()
  const { t } = texts
  const changes = useChanges(screen.study.id, screen.subject.subjid)
  const [only, setOnly] = useState(false)
  const isChanged = (id: string): boolean => changes.some(({ record }) => record === id)
  const all = rowsOf(screen, texts)
  const rows = only ? all.filter(({ record }) => isChanged(record.id)) : all
  const path = formPath(screen.study.id, screen.subject.subjid, FORM)
  return (
    <Section title={t('events.title')} aside={t('ae.count', { count: all.length })}>
      {changes.length > 0 && (
        <Checkbox
          size="xs"
          label={t('changes.only')}
          checked={only}
          onChange={(event) => {
            setOnly(event.currentTarget.checked)
          }}
        />
      )}
      {rows.length === 0 ? (
        <EmptyState>{t(only ? 'changes.none' : 'events.none')}</EmptyState>
      ) : (
        <SortableTable name="events" rows={rows} columns={columnsOf(texts)}>
          {(row) => (
            <EventLine
              key={row.record.id}
              row={row}
              path={path}
              lit={lit === row.record.id}
              changed={isChanged(row.record.id)}
            />
          )}
        </SortableTable>
      )}
    </Section>
  )
}

interface EventLineProps {
  readonly row: EventRow
  readonly path: string
  readonly lit: boolean
  readonly changed: boolean
}

function EventLine({ row, path, lit, changed }: EventLineProps): ReactNode {
  const { t, say, language } = useTexts()
  return (
    <tr data-record={row.record.id} className={css['eventRow']} data-lit={lit ? 'yes' : undefined}>
      <th scope="row">
        <ChangedMark changed={changed} />
        <Link to={path}>{say(termWords(row.term))}</Link>
        {row.verbatim !== row.term && <div className={page['soft']}>{row.verbatim}</div>}
      </th>
      <td>{row.code}</td>
      <td>
        <GradeMark grade={row.grade} />
      </td>
      <td>
        <GradeMark grade={row.worst} />
      </td>
      <td>
        <Lines of={row.relations} />
      </td>
      <td>{row.criteria}</td>
      <td className={page['nowrap']}>{formatDate(row.start, language)}</td>
      <td className={page['nowrap']}>
        {row.end === null ? `→ ${t('ae.ongoing')}` : formatDate(row.end, language)}
      </td>
      <td>
        <Lines of={row.actions} />
      </td>
      <td>{row.outcome}</td>
    </tr>
  )
}

function Lines({ of }: { readonly of: readonly string[] }): ReactNode {
  return of.map((line) => <div key={line}>{line}</div>)
}

function rowsOf(screen: SubjectScreen, texts: Texts): readonly EventRow[] {
  const records = screen.present.filter(({ form }) => form === FORM)
  const items = findForm(screen.study, FORM)?.items ?? []
  const worst = new Map<string, string>()
  for (const { values } of records) {
    const term = termOf(values.items)
    const grade = values.items['AETOXGR'] ?? ''
    if (grade > (worst.get(term) ?? '')) worst.set(term, grade)
  }
  return records
    .map((record): EventRow => {
      const values = record.values.items
      const of = { form: FORM, values }
      const coded = (item: string): string => codedText(screen, of, item, texts)
      const term = termOf(values)
      return {
        record,
        term,
        verbatim: values['AETERM'] ?? '',
        code: values['AELLTCD'] ?? '',
        grade: values['AETOXGR'] ?? '',
        worst: worst.get(term) ?? '',
        relations: judgements({ items, prefix: 'AEREL', values, coded }, texts),
        criteria: criteriaText(values, texts),
        start: values['AESTDAT'] ?? null,
        end: (values['AEENDAT'] ?? '') === '' ? null : (values['AEENDAT'] ?? null),
        actions: judgements({ items, prefix: 'AEACN', values, coded }, texts),
        outcome: coded('AEOUT'),
        serious: values['AESER'] === 'Y',
      }
    })
    .sort((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1))
}

interface Judged {
  readonly items: readonly ItemDefinition[]
  readonly prefix: 'AEREL' | 'AEACN'
  readonly values: Readonly<Record<string, string>>
  readonly coded: (item: string) => string
}

/** What was judged of each drug, by its label; the judgement as a whole where none is by drug. */
function judgements({ items, prefix, values, coded }: Judged, { say }: Texts): readonly string[] {
  const byDrug = items
    .filter(({ key }) => new RegExp(`^${prefix}\\d+$`).test(key) && (values[key] ?? '') !== '')
    .map(({ key, label }) => `${drugOf(say(label))}: ${coded(key)}`)
  if (byDrug.length > 0) return byDrug
  const whole = coded(prefix)
  return whole === '' ? [] : [whole]
}

/** The drug that the label of a question names behind its comma or colon. */
function drugOf(label: string): string {
  return label.replace(/^[^,：]*[,：]\s*/, '')
}

function criteriaText(values: Readonly<Record<string, string>>, { t, say }: Texts): string {
  if (values['AESER'] !== 'Y') return ''
  const met = seriousnessItems.filter(({ key }) => values[key] === 'Y')
  return met.length === 0 ? t('course.serious') : met.map(({ label }) => say(label)).join('; ')
}

function columnsOf({ t, say, language }: Texts): readonly TableColumn<EventRow>[] {
  return [
    { key: 'term', head: t('events.term'), value: ({ term }) => say(termWords(term)) },
    { key: 'code', head: t('events.code'), value: ({ code }) => code },
    { key: 'grade', head: t('course.gradeHead'), value: ({ grade }) => grade },
    { key: 'worst', head: t('events.worst'), value: ({ worst }) => worst },
    {
      key: 'relations',
      head: t('events.relations'),
      value: ({ relations }) => relations.join('; '),
    },
    { key: 'criteria', head: t('events.criteria'), value: ({ criteria }) => criteria },
    dateColumn({ key: 'start', head: t('events.start'), of: ({ start }) => start }, language),
    {
      key: 'end',
      head: t('events.end'),
      value: ({ end }) => (end === null ? t('ae.ongoing') : formatDate(end, language)),
      order: ({ end }) => end ?? '9999',
    },
    { key: 'actions', head: t('events.actions'), value: ({ actions }) => actions.join('; ') },
    { key: 'outcome', head: t('now.outcome'), value: ({ outcome }) => outcome },
  ]
}
