import type { ReactNode } from 'react'
import { Notice } from '../kit/page.tsx'
import { useTexts } from '../kit/texts.ts'
import type { FlagsMoved } from './change-laboratory.ts'

/** Says what a change did to flags of saved results, where any rests on the laboratory's ranges. */
export function FlagsMovedNotice({ flags }: { readonly flags: FlagsMoved | undefined }): ReactNode {
  const { t } = useTexts()
  if (flags === undefined || flags.results === 0) return null
  return (
    <Notice kind={flags.changed > 0 ? 'warning' : 'note'}>
      {t('lab.flagsMoved', { results: flags.results, changed: flags.changed })}
    </Notice>
  )
}
