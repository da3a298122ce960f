import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ExportRunView } from '../../shared/api/routes/export-runs.ts'
import { formatTime } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { useCancel } from './run-queries.ts'

interface RunProgressProps {
  readonly study: string
  readonly run: ExportRunView
}

/** How far a run is, told to those who hear it too, and the way to stop it. */
export function RunProgress({ study, run }: RunProgressProps): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const cancelling = useCancel(study)
  const { done, total } = run.progress
  const told = progressText(run, texts)
  return (
    <div className={page['inline']} style={{ margin: '8px 0', flexWrap: 'wrap' }}>
      <progress
        aria-label={told}
        style={{ width: 220 }}
        {...(total === null ? {} : { value: done, max: Math.max(1, total) })}
      />
      <span role="status">{told}</span>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('exportRun.cancelOf', { when: formatTime(run.createdAt) })}
        loading={cancelling.isPending}
        onClick={() => {
          cancelling.mutate(run.id)
        }}
      >
        {t('exportRun.cancel')}
      </Button>
      <ProblemNotice error={cancelling.error} />
    </div>
  )
}

/** What it is at, with the share that is done. */
export function progressText(
  { state, progress: { done, total, step } }: ExportRunView,
  { t, say }: Texts,
): string {
  if (state === 'waiting' || step === null) return t(`exportRun.state.${state}`)
  const percent = total === null ? 0 : Math.floor((100 * done) / Math.max(1, total))
  return t('exportRun.progress', { step: say(step), percent })
}
