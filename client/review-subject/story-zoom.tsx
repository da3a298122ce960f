import { Button, Switch } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { Day } from '../../shared/kernel/brand.ts'
import { parseDay, toIsoDate } from '../../shared/kernel/dates.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { formatDate } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import type { ZoomStep } from './story-steps.ts'
import type { TimeSpan } from './story-view.ts'
import css from './story.module.css'

interface ZoomProps {
  readonly span: TimeSpan
  readonly onStep: (step: ZoomStep) => void
  readonly onSpan: (span: TimeSpan) => void
  /** Null where there is no choice: every term has its lane. */
  readonly everyTerm: boolean | null
  readonly onEveryTerm: (every: boolean) => void
}

/** Which part of the time is drawn: buttons, and the two dates themselves. */
export function StoryZoom(props: ZoomProps): ReactNode {
  const { span, onStep, onSpan, everyTerm, onEveryTerm } = props
  const { t, language } = useTexts()
  const [refused, setRefused] = useState<{ readonly end: 'from' | 'to'; readonly day: Day } | null>(
    null,
  )
  const set = (end: 'from' | 'to', text: string): void => {
    const day = parseDay(text)
    const next = { ...span, ...(day === null ? {} : { [end]: day }) }
    const isSpan = next.from < next.to
    setRefused(isSpan || day === null ? null : { end, day })
    if (isSpan) onSpan(next)
  }
  const refusalOf = (end: 'from' | 'to'): string | null => {
    if (refused?.end !== end) return null
    const date = formatDate(toIsoDate(refused.day), language)
    return t(end === 'from' ? 'story.notBeforeEnd' : 'story.notAfterStart', { date })
  }
  return (
    <div className={`${page['filters'] ?? ''} ${css['zoom'] ?? ''}`}>
      <Steps onStep={onStep} />
      {(['from', 'to'] as const).map((end) => (
        <PlainDateBox
          key={end}
          label={t(`story.${end}`)}
          value={toIsoDate(span[end])}
          refusal={refusalOf(end)}
          onChange={(date) => {
            set(end, date)
          }}
        />
      ))}
      {everyTerm !== null && (
        <Switch
          size="xs"
          label={t('story.everyTerm')}
          checked={everyTerm}
          onChange={(event) => {
            onEveryTerm(event.currentTarget.checked)
          }}
        />
      )}
    </div>
  )
}

function Steps({ onStep }: Pick<ZoomProps, 'onStep'>): ReactNode {
  const { t } = useTexts()
  const steps = [
    ['in', '+', t('story.zoomIn')],
    ['out', '−', t('story.zoomOut')],
    ['earlier', '‹', t('story.earlier')],
    ['later', '›', t('story.later')],
  ] as const
  return (
    <div className={css['steps']}>
      {steps.map(([step, sign, name]) => (
        <Button
          key={step}
          variant="default"
          size="compact-sm"
          aria-label={name}
          title={name}
          onClick={() => {
            onStep(step)
          }}
        >
          {sign}
        </Button>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          onStep('usual')
        }}
      >
        {t('story.fromDose')}
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => {
          onStep('whole')
        }}
      >
        {t('story.whole')}
      </Button>
    </div>
  )
}
