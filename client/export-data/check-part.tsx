import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ExportRunView } from '../../shared/api/routes/export-runs.ts'
import { formatDate, formatTime } from '../kit/format.ts'
import { Notice, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import type { Format } from './queries.ts'
import { RunProgress } from './run-progress.tsx'
import { isUnderWay, useCheck } from './run-queries.ts'
import { sameRows, type Wish } from './wish.ts'

interface CheckPartProps {
  readonly study: string
  readonly wish: Wish
  readonly formats: readonly Format[]
  readonly runs: readonly ExportRunView[]
}

/** Rows and problems before anything leaves: the newest check, if it is one of this choice. */
export function CheckPart({ study, wish, formats, runs }: CheckPartProps): ReactNode {
  const { t } = useTexts()
  const checking = useCheck(study)
  const checks = runs.filter(({ kind }) => kind === 'check')
  const underWay = checks.find(isUnderWay)
  const done = checks.find(({ state }) => state === 'done')
  const fits = done !== undefined && sameRows(done.wish, wish)
  return (
    <Section title={t('exportRun.checkTitle')}>
      <p className={page['soft']}>{t('exportRun.checkIntro')}</p>
      <Button
        variant="default"
        my={8}
        disabled={wish.formats.length === 0 || underWay !== undefined}
        loading={checking.isPending}
        onClick={() => {
          checking.mutate(wish)
        }}
      >
        {t('exportRun.check')}
      </Button>
      <ProblemNotice error={checking.error} />
      {underWay !== undefined && <RunProgress study={study} run={underWay} />}
      {done !== undefined && !fits && underWay === undefined && (
        <p className={page['soft']}>{t('exportRun.stale')}</p>
      )}
      {fits && <Checked study={study} run={done} formats={formats} />}
    </Section>
  )
}

interface CheckedProps {
  readonly study: string
  readonly run: ExportRunView
  readonly formats: readonly Format[]
}

function Checked({ study, run, formats }: CheckedProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const { files, data, withdrawn } = run
  const named = withdrawn.map(({ subjid, withdrawn: day }) =>
    day === null ? subjid : `${subjid} (${formatDate(day, language)})`,
  )
  return (
    <>
      <ProblemLine study={study} run={run} />
      {named.length > 0 && (
        <Notice kind="warning">{t('export.withdrawn', { subjects: named.join(', ') })}</Notice>
      )}
      <p>
        {holdsText(run, texts)}
        {data !== null && ` · ${t('exportRun.asOf', { when: formatTime(data.at) })}`}
      </p>
      <SortableTable
        name="checked"
        rows={files}
        columns={columnsOf(formats, texts)}
        first={20}
        width={760}
      >
        {({ format, name, rows }) => (
          <tr key={`${format} ${name}`}>
            <td>{titleOf(formats, format, texts)}</td>
            <th scope="row" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </th>
            <td className={page['number']}>{rows}</td>
          </tr>
        )}
      </SortableTable>
    </>
  )
}

function ProblemLine({ study, run }: Pick<CheckedProps, 'study' | 'run'>): ReactNode {
  const { t } = useTexts()
  const count = run.problems.reduce((sum, one) => sum + one.count, 0)
  if (count === 0) return <Notice kind="note">{t('exportRun.noProblems')}</Notice>
  const errors = run.problems.filter(({ severity }) => severity === 'error')
  const wrong = errors.reduce((sum, one) => sum + one.count, 0)
  return (
    <Notice kind={wrong > 0 ? 'warning' : 'note'}>
      {t('exportRun.problems', { count })}
      {wrong > 0 && ` · ${t('exportRun.errors', { count: wrong })}`} ·{' '}
      <Link to={studyPath(study, `/export/problems/${run.id}`)}>{t('exportRun.seeProblems')}</Link>
    </Notice>
  )
}

/** Files, rows and subjects of a run. */
export function holdsText({ files, data }: ExportRunView, { t }: Pick<Texts, 't'>): string {
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  return t('exportRun.holds', { files: files.length, rows, subjects: data?.subjects ?? 0 })
}

export function titleOf(formats: readonly Format[], key: string, { say }: Texts): string {
  const format = formats.find((one) => one.key === key)
  return format === undefined ? key : say(format.title)
}

function columnsOf(
  formats: readonly Format[],
  texts: Texts,
): readonly TableColumn<ExportRunView['files'][number]>[] {
  const { t } = texts
  return [
    {
      key: 'format',
      head: t('export.format'),
      value: ({ format }) => titleOf(formats, format, texts),
      code: ({ format }) => format,
    },
    { key: 'file', head: t('export.file'), value: ({ name }) => name },
    { key: 'rows', head: t('export.rows'), numeric: true, value: ({ rows }) => rows },
  ]
}
