import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { parseDay } from '../../shared/kernel/dates.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { FutureCutoff } from '../kit/future-cutoff.tsx'
import type { AnalysisView } from '../kit/derivation-query.ts'
import page from '../kit/page.module.css'
import { SnapshotChoice } from '../kit/snapshot-choice.tsx'
import { useTexts } from '../kit/texts.ts'
import { UnlockedNote } from '../kit/unlocked-note.tsx'

/** Cut-off and source, and the snapshot whose data are read. */
export interface StateView extends AnalysisView {
  readonly snapshot?: string | undefined
}

/** The cut-off, source and snapshot that the address asks for. */
export function viewOf(address: URLSearchParams): StateView {
  const cutoff = address.get('cutoff') ?? ''
  const snapshot = address.get('snapshot') ?? ''
  return {
    snapshot: snapshot === '' ? undefined : snapshot,
    cutoff: parseDay(cutoff) === null ? undefined : cutoff,
    source: address.get('source') === 'derived' ? 'derived' : undefined,
  }
}

interface ViewControlsProps {
  readonly study: string
  /** The cut-off in force, shown while none is chosen. */
  readonly cutoff: string
  /** Without a choice of the source where no response plays a part. */
  readonly withSource: boolean
  /** With a choice of the data, where the page can show those of a snapshot. */
  readonly withSnapshot?: boolean
  readonly children?: ReactNode
}

/**
 * Cut-off date and source of the responses, kept in the address so that a view can be sent; and which
 * locks were released before the figures below were made.
 */
export function ViewControls({
  study,
  cutoff,
  withSource,
  withSnapshot = false,
  children,
}: ViewControlsProps): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(address)
    if (value === '') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
  return (
    <>
      <div className={page['filters']}>
        <PlainDateBox
          label={t('results.cutoff')}
          value={viewOf(address).cutoff ?? cutoff}
          onChange={(date) => {
            set('cutoff', date)
          }}
        />
        {withSource && (
          <SegmentedControl
            size="xs"
            aria-label={t('results.source')}
            value={viewOf(address).source ?? 'investigator'}
            onChange={(value) => {
              set('source', value === 'derived' ? value : '')
            }}
            data={[
              { value: 'investigator', label: t('results.investigator') },
              { value: 'derived', label: t('results.derived') },
            ]}
          />
        )}
        {withSnapshot && <SnapshotChoice study={study} />}
        {children}
      </div>
      {viewOf(address).cutoff === undefined && viewOf(address).snapshot === undefined && (
        <FutureCutoff study={study} cutoff={cutoff} />
      )}
      <UnlockedNote />
    </>
  )
}
