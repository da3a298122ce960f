import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Trace } from '../../shared/kernel/trace.ts'
import css from './explained.module.css'
import { TraceList } from './trace-list.tsx'
import { useTexts } from './texts.ts'

interface ExplainedProps {
  /** What the value is: `Overall response, W8`. */
  readonly label: string
  readonly trace: readonly Trace[]
  readonly children: ReactNode
}

/** A derived value as a button that explains itself: rule, inputs, result. */
export function Explained({ label, trace, children }: ExplainedProps): ReactNode {
  const { t } = useTexts()
  return (
    <Popover position="bottom" withArrow shadow="md" width={440} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css['value']} title={t('trace.explain')}>
          {children}
          <span className="visually-hidden">
            {label}: {t('trace.explain')}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <section className={css['panel']} tabIndex={0} aria-label={label} data-autofocus>
          <h3>{label}</h3>
          <TraceList trace={trace} />
        </section>
      </Popover.Dropdown>
    </Popover>
  )
}
