import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { downloadExportRun, type ExportRunView } from '../../shared/api/routes/export-runs.ts'
import { formatNumber, formatTime, NOTHING } from '../kit/format.ts'
import { ProblemFailure, urlOf } from '../kit/http.ts'
import page from '../kit/page.module.css'
import { problemText } from '../kit/problem-notice.tsx'
import { studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { holdsText, titleOf } from './check-part.tsx'
import type { Format } from './queries.ts'
import { RunProgress } from './run-progress.tsx'
import { isUnderWay } from './run-queries.ts'

interface RunTableProps {
  readonly study: string
  readonly runs: readonly ExportRunView[]
  readonly formats: readonly Format[]
}

/** The reader's own checks and packages: state, what came of each, and the way to take it. */
export function RunTable({ study, runs, formats }: RunTableProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  return (
    <>
      <SortableTable
        name="runs"
        rows={runs}
        columns={columnsOf(formats, texts)}
        actions={t('exportRun.download')}
        first={20}
      >
        {(run) => (
          <tr key={run.id}>
            <td className={page['nowrap']}>{formatTime(run.createdAt)}</td>
            <td>
              {t(`exportRun.kind.${run.kind}`)}
              <div className={page['soft']}>{choiceText(run, formats, texts)}</div>
            </td>
            <td>
              <State study={study} run={run} />
            </td>
            <td>{run.state === 'done' ? holdsText(run, texts) : NOTHING}</td>
            <td>
              <Taking study={study} run={run} />
            </td>
          </tr>
        )}
      </SortableTable>
      <p className={page['soft']}>{t('exportRun.resume')}</p>
    </>
  )
}

interface RunProps {
  readonly study: string
  readonly run: ExportRunView
}

function State({ study, run }: RunProps): ReactNode {
  const texts = useTexts()
  if (isUnderWay(run)) return <RunProgress study={study} run={run} />
  return (
    <>
      {stateText(run, texts)}
      {run.problem !== null && (
        <div className={page['soft']}>{problemText(texts, new ProblemFailure(run.problem))}</div>
      )}
    </>
  )
}

function stateText({ state, problem }: ExportRunView, { t }: Pick<Texts, 't'>): string {
  const isWithdrawn = problem?.type === 'urn:problem:text-redacted'
  return isWithdrawn ? t('exportRun.withdrawn') : t(`exportRun.state.${state}`)
}

function Taking({ study, run }: RunProps): ReactNode {
  const { t } = useTexts()
  if (run.state !== 'done') return null
  if (run.kind === 'check') {
    return (
      <Link to={studyPath(study, `/export/problems/${run.id}`)}>{t('exportRun.seeProblems')}</Link>
    )
  }
  const { file } = run
  if (file?.stored !== true) return t('exportRun.gone')
  return (
    <a
      href={urlOf(downloadExportRun, { params: { study, run: run.id } })}
      download={file.name}
      aria-label={t('exportRun.downloadOf', { name: file.name })}
      title={[t('archive.hash'), file.sha256].join(' ')}
    >
      {t('exportRun.download')} ({t('archive.size', { size: formatNumber(file.size / 1e6, 2) })})
    </a>
  )
}

/** What was asked for, in short. */
function choiceText(
  { wish, data }: ExportRunView,
  formats: readonly Format[],
  texts: Texts,
): string {
  const { t } = texts
  const { population, profile } = wish
  const titles = wish.formats.map((key) => titleOf(formats, key, texts)).join(', ')
  const state = data?.snapshot?.name ?? (wish.snapshot === undefined ? t('snapshot.present') : null)
  const parts = [
    titles,
    state,
    population === 'ALL' ? null : t(`exportRun.population.${population}`),
    profile === 'full' ? null : t('export.profile.deidentified'),
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

function columnsOf(
  formats: readonly Format[],
  texts: Texts,
): readonly TableColumn<ExportRunView>[] {
  const { t } = texts
  return [
    timeColumn({ key: 'when', head: t('exportRun.when'), of: ({ createdAt }) => createdAt }),
    {
      key: 'what',
      head: t('exportRun.what'),
      value: (run) => `${t(`exportRun.kind.${run.kind}`)} · ${choiceText(run, formats, texts)}`,
    },
    {
      key: 'state',
      head: t('exportRun.state'),
      value: (run) => stateText(run, texts),
      code: ({ state }) => state,
    },
    {
      key: 'holds',
      head: t('archive.holds'),
      value: (run) => (run.state === 'done' ? holdsText(run, texts) : null),
    },
  ]
}
