import type { ReactNode } from 'react'
import type { SafetyCase } from '../../shared/api/routes/safety.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { FormDefinition, ItemDefinition, RowValues } from '../../shared/forms/define.ts'
import { momentText } from '../../shared/kernel/time-zone.ts'
import { REPORTED_FORMS, type ReportContent } from '../../shared/safety/report-content.ts'
import { valueText } from '../kit/form/value-text.ts'
import { formatTime } from '../kit/format.ts'
import { Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import css from '../kit/print.module.css'
import { findForm } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { reportTitle } from './report-title.ts'

interface ReportSheetProps {
  readonly study: Study
  readonly report: SafetyCase['reports'][number]
  readonly content: ReportContent
  /** The report before it, against which changes are marked; null: the first. */
  readonly before: ReportContent | null
}

/** One report on paper: what it is, when it was due and submitted, the event, and what stands beside. */
export function ReportSheet({ study, report, content, before }: ReportSheetProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const form = findForm(study, 'adverse-events')
  return (
    <article className={css['sheet']}>
      <h2>{reportTitle(texts, report)}</h2>
      <Head study={study} report={report} content={content} />
      {content.note !== null && (
        <Section title={t('safety.note')}>
          <p className={css['words']}>{content.note}</p>
        </Section>
      )}
      {form !== undefined && (
        <Section title={t('safety.event')} aside={before === null ? null : t('safety.marked')}>
          <EventItems form={form} now={content.event} before={before?.event ?? null} />
        </Section>
      )}
      {REPORTED_FORMS.map((key) => {
        const beside = findForm(study, key)
        const rows = content.beside[key] ?? []
        if (beside === undefined || rows.length === 0) return null
        return <Beside key={key} form={beside} rows={rows} />
      })}
      <footer className={css['foot']}>
        <div>
          {t('safety.hash')}: <code>{report.contentHash}</code>
        </div>
        <div>{t('safety.printed', { time: formatTime(new Date().toISOString()) })}</div>
      </footer>
    </article>
  )
}

type HeadProps = Omit<ReportSheetProps, 'before'>

function Head({ study, report, content }: HeadProps): ReactNode {
  const { t, say, language } = useTexts()
  const { site, subject, case: own } = content
  const zone = (time: string): string => momentText(time, site.timeZone)
  const subjectForm = findForm(study, 'subjects')
  const facts = (subjectForm?.items ?? [])
    .filter(({ key }) => (subject.items[key] ?? '') !== '')
    .map((item) => [say(item.label), valueText(item, subject.items, language)] as const)
  const lines: readonly (readonly [string, string])[] = [
    [t('safety.study'), `${content.study} · ${say(study.title)}`],
    [t('safety.site'), `${site.code} · ${site.name}`],
    [t('safety.subject'), subject.subjid],
    ...facts,
    [t('safety.caseNumber'), `${own.number} / ${own.sequence}`],
    [t('safety.aware'), zone(content.awareAt)],
    [t('safety.due'), zone(content.dueAt)],
    [
      t('safety.submitted'),
      `${zone(report.submittedAt)} · ${t(report.late ? 'safety.late' : 'safety.inTime')}`,
    ],
    [t('safety.submittedBy'), report.submittedBy],
    [
      t('safety.versions'),
      t('safety.versionsAre', {
        record: content.recordVersion,
        definition: content.definitionVersion,
      }),
    ],
  ]
  return (
    <dl className={css['facts']}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

interface EventItemsProps {
  readonly form: FormDefinition
  readonly now: RowValues
  readonly before: RowValues | null
}

function EventItems({ form, now, before }: EventItemsProps): ReactNode {
  const isFilled = ({ key }: ItemDefinition): boolean =>
    (now[key] ?? '') !== '' || (before?.[key] ?? '') !== ''
  return (
    <dl className={css['facts']}>
      {form.items.filter(isFilled).map((item) => (
        <EventItem key={item.key} item={item} now={now} before={before} />
      ))}
    </dl>
  )
}

function EventItem(props: {
  readonly item: ItemDefinition
  readonly now: RowValues
  readonly before: RowValues | null
}): ReactNode {
  const { t, say, language } = useTexts()
  const { item, now, before } = props
  const changed = before !== null && (before[item.key] ?? '') !== (now[item.key] ?? '')
  const long = item.kind === 'text' && item.multiline === true
  return (
    <div className={long ? css['wide'] : undefined} data-changed={changed ? '' : undefined}>
      <dt>{say(item.label)}</dt>
      <dd className={css['words']}>
        {changed && <span className={css['changed']}>△ </span>}
        {valueText(item, now, language)}
        {changed && (
          <span className={css['former']}>
            {t('safety.former', { value: valueText(item, before, language) })}
          </span>
        )}
      </dd>
    </div>
  )
}

function Beside({
  form,
  rows,
}: {
  readonly form: FormDefinition
  readonly rows: readonly RowValues[]
}): ReactNode {
  const { say, language } = useTexts()
  const items = form.items.filter(({ key }) => rows.some((row) => (row[key] ?? '') !== ''))
  return (
    <Section title={say(form.title)}>
      <table className={page['table']}>
        <thead>
          <tr>
            {items.map((item) => (
              <th scope="col" key={item.key}>
                {say(item.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // Rows of a report never change their order.
            <tr key={at}>
              {items.map((item) => (
                <td key={item.key}>{valueText(item, row, language)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
