import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { RiskFindingView } from '../../shared/api/routes/trail.ts'
import { RISK_PATTERNS, type RiskPattern } from '../../shared/trail/risk-patterns.ts'
import { formatTime } from '../kit/format.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { partOf } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { placeText } from './place-text.ts'
import { patternsQuery, type Patterns } from './queries.ts'

/** Patterns of the trail that ask for a look, with how often each was found. */
export function PatternsPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const pattern = RISK_PATTERNS.find((one) => one === address.get('pattern'))
  const { data, error } = useQuery(patternsQuery(study.id, pattern))
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
        { label: t('nav.audit'), to: studyPath(study.id, '/audit') },
      ]}
      title={t('risk.title')}
      state={t('risk.state')}
    >
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && (
        <>
          <PatternChoice patterns={data} chosen={pattern ?? ''} />
          {data.findings.length === 0 ? (
            <EmptyState>{t('risk.none')}</EmptyState>
          ) : (
            <FindingTable study={study} patterns={data} total={countOf(data, pattern)} />
          )}
        </>
      )}
    </Page>
  )
}

/** How often a pattern was found; without one, all of them. */
function countOf({ counts }: Patterns, of?: RiskPattern): number {
  return counts
    .filter(({ pattern }) => of === undefined || pattern === of)
    .reduce((sum, { count }) => sum + count, 0)
}

interface PatternChoiceProps {
  readonly patterns: Patterns
  readonly chosen: RiskPattern | ''
}

function PatternChoice({ patterns, chosen }: PatternChoiceProps): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const total = countOf(patterns)
  const choices = patterns.counts.map(({ pattern, count }) => ({
    value: pattern,
    label: `${t(`risk.${pattern}`)} (${count})`,
  }))
  return (
    <div className={page['filters']} role="search">
      <NativeSelect
        label={t('risk.pattern')}
        value={chosen}
        data={[{ value: '', label: `${t('risk.all')} (${total})` }, ...choices]}
        onChange={(event) => {
          const { value } = event.currentTarget
          const next = new URLSearchParams(address)
          if (value === '') next.delete('pattern')
          else next.set('pattern', value)
          setAddress(next, { replace: true })
        }}
      />
    </div>
  )
}

interface FindingTableProps {
  readonly study: Study
  readonly patterns: Patterns
  /** Findings of the pattern that was chosen, in all. */
  readonly total: number
}

function FindingTable({ study, patterns, total }: FindingTableProps): ReactNode {
  const texts = useTexts()
  const { findings } = patterns
  return (
    <SortableTable
      name="findings"
      rows={findings}
      columns={columnsOf(study, texts)}
      part={partOf(findings.length, total)}
    >
      {(finding) => (
        <FindingRow key={`${finding.pattern} ${finding.seq}`} {...{ study, finding }} />
      )}
    </SortableTable>
  )
}

function columnsOf(study: Study, { t, say }: Texts): readonly TableColumn<RiskFindingView>[] {
  return [
    { key: 'seq', head: t('audit.seq'), numeric: true, value: ({ seq }) => seq },
    timeColumn({ key: 'when', head: t('audit.when'), of: ({ at }) => at }),
    {
      key: 'pattern',
      head: t('risk.pattern'),
      value: ({ pattern }) => t(`risk.${pattern}`),
      code: ({ pattern }) => pattern,
    },
    { key: 'why', head: t('risk.why'), value: (finding) => whyText(finding, t) },
    { key: 'who', head: t('audit.who'), value: ({ username }) => username },
    {
      key: 'where',
      head: t('audit.where'),
      value: (finding) =>
        [finding.subjid, placeText(study, finding, say)].filter(Boolean).join(' · '),
    },
  ]
}

function whyText({ pattern, value }: RiskFindingView, t: Texts['t']): string {
  return t(`risk.why.${pattern}`, { value: value ?? '' })
}

interface FindingRowProps {
  readonly study: Study
  readonly finding: RiskFindingView
}

function FindingRow({ study, finding }: FindingRowProps): ReactNode {
  const { t, say } = useTexts()
  const { pattern, subjid } = finding
  return (
    <tr>
      <td className={page['number']}>{finding.seq}</td>
      <td className={page['nowrap']}>{formatTime(finding.at)}</td>
      <td>{t(`risk.${pattern}`)}</td>
      <td>{whyText(finding, t)}</td>
      <td>{finding.username}</td>
      <td>
        {subjid !== null && <Link to={subjectPath(study.id, subjid)}>{subjid}</Link>}
        <div className={page['soft']}>{placeText(study, finding, say)}</div>
      </td>
    </tr>
  )
}
