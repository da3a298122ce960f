import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from './texts.ts'

interface WhyButtonProps {
  readonly opened: boolean
  readonly onToggle: () => void
}

/** At the end of a row: opens the proof of its value beneath it. */
export function WhyButton({ opened, onToggle }: WhyButtonProps): ReactNode {
  const { t } = useTexts()
  return (
    <Button variant="default" size="compact-xs" aria-expanded={opened} onClick={onToggle}>
      {t(opened ? 'frame.close' : 'trace.why')}
    </Button>
  )
}
