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
import { findForm, useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
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
            <FindingTable study={study} patterns={data} />
          )}
        </>
      )}
    </Page>
  )
}

interface PatternChoiceProps {
  readonly patterns: Patterns
  readonly chosen: RiskPattern | ''
}

function PatternChoice({ patterns, chosen }: PatternChoiceProps): ReactNode {
  const { t } = useTexts()
  const [, setAddress] = useSearchParams()
  const total = patterns.counts.reduce((sum, { count }) => sum + count, 0)
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
          setAddress(value === '' ? {} : { pattern: value }, { replace: true })
        }}
      />
    </div>
  )
}

function FindingTable({
  study,
  patterns,
}: {
  readonly study: Study
  readonly patterns: Patterns
}): ReactNode {
  const { t } = useTexts()
  return (
    <div className={page['tableWrap']}>
      <table className={page['table']}>
        <thead>
          <tr>
            <th scope="col" className={page['number']}>
              {t('audit.seq')}
            </th>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('risk.pattern')}</th>
            <th scope="col">{t('risk.why')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.where')}</th>
          </tr>
        </thead>
        <tbody>
          {patterns.findings.map((finding) => (
            <FindingRow key={`${finding.pattern} ${finding.seq}`} {...{ study, finding }} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface FindingRowProps {
  readonly study: Study
  readonly finding: RiskFindingView
}

function FindingRow({ study, finding }: FindingRowProps): ReactNode {
  const { t, say } = useTexts()
  const { pattern, value, subjid, visit, form: key } = finding
  const form = key === null ? undefined : findForm(study, key)
  return (
    <tr>
      <td className={page['number']}>{finding.seq}</td>
      <td className={page['nowrap']}>{formatTime(finding.at)}</td>
      <td>{t(`risk.${pattern}`)}</td>
      <td>{t(`risk.why.${pattern}`, { value: value ?? '' })}</td>
      <td>{finding.username}</td>
      <td>
        {subjid !== null && <Link to={subjectPath(study.id, subjid)}>{subjid}</Link>}
        <div className={page['soft']}>
          {[visit, form === undefined ? key : say(form.title)]
            .filter((part) => part !== null)
            .join(' · ')}
        </div>
      </td>
    </tr>
  )
}
