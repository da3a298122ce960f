import type { ReactNode } from 'react'
import { Notice } from '../kit/page.tsx'
import { useTexts, type TextParams } from '../kit/texts.ts'

/** More than these nobody reads at once. */
const SHOWN = 50

interface DefinitionFaultsProps {
  /** The sentence above them. */
  readonly said: string
  readonly faults: readonly {
    readonly pointer: string
    readonly key: string
    readonly params: TextParams
  }[]
}

/** What stands against a definition, place by place. */
export function DefinitionFaults({ said, faults }: DefinitionFaultsProps): ReactNode {
  const { tKnown } = useTexts()
  return (
    <Notice kind="fault">
      {said}
      <ul>
        {faults.slice(0, SHOWN).map(({ pointer, key, params }) => (
          <li key={`${pointer} ${key}`}>
            <code>{pointer}</code> {tKnown(key, params)}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
