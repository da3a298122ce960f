import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { Trace } from '../../shared/kernel/trace.ts'
import { behind } from '../../shared/proof/behind.ts'
import css from './explained.module.css'
import { Proof, type ProofProps } from './proof.tsx'
import { ProofSteps } from './proof-steps.tsx'
import { useTexts } from './texts.ts'

interface WhyProps {
  /** What the value is: `Overall response, W8`. */
  readonly label: string
  readonly children: ReactNode
}

interface ExplainedProps extends WhyProps {
  /** Steps of the engine over what stands in the boxes, made when they are looked at. */
  readonly trace: () => readonly Trace[]
  /** Name of the value's step; absent: the first. */
  readonly fact?: string
  readonly forms?: readonly FormDefinition[]
}

const NO_FORMS: readonly FormDefinition[] = []

/** A value derived while one types, as a button that explains itself. */
export function Explained(props: ExplainedProps): ReactNode {
  const { label, children } = props
  return <Why label={label} value={children} panel={<LiveSteps {...props} />} />
}

function LiveSteps({ trace, fact, forms = NO_FORMS }: ExplainedProps): ReactNode {
  const all = trace()
  const own = fact === undefined ? all : behind(all, fact)
  return (
    <ProofSteps proof={{ steps: own.length === 0 ? all : own, entries: [], forms, of: null }} />
  )
}

/** A derived value of what is saved, as a button that opens its proof down to the audit entries. */
export function Proven({ label, children, ...proof }: WhyProps & ProofProps): ReactNode {
  return <Why label={label} value={children} panel={<Proof {...proof} />} />
}

interface PanelProps {
  readonly label: string
  readonly value: ReactNode
  /** Drawn when it is opened. */
  readonly panel: ReactNode
}

function Why({ label, value, panel }: PanelProps): ReactNode {
  const { t } = useTexts()
  return (
    <Popover position="bottom" withArrow shadow="md" width={520} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css['value']} title={t('trace.why')}>
          {value}
          <span className="visually-hidden">
            {label}: {t('trace.explain')}
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <section className={css['panel']} tabIndex={0} aria-label={label} data-autofocus>
          <h3>{label}</h3>
          {panel}
        </section>
      </Popover.Dropdown>
    </Popover>
  )
}
