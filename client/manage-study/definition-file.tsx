import { FileInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { BodyInputOf } from '../../shared/api/define.ts'
import { readOdmDefinition } from '../../shared/api/routes/odm.ts'
import { decodeXml } from '../../shared/exports/odm/decode-xml.ts'
import { call } from '../kit/http.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { OdmReport } from './odm-report.tsx'

/**
 * What was chosen: no file; one that is being read or whose report is not confirmed; one with the text of
 * a definition.
 */
export type FileChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'unready' }
  | { readonly kind: 'ready'; readonly text: string }

interface DefinitionFileProps {
  readonly label: string
  readonly help: string
  /** What an ODM file adds to. */
  readonly base: Pick<BodyInputOf<typeof readOdmDefinition>, 'protocol' | 'definition'>
  /** An ODM file is ready only once its report was confirmed. */
  readonly onChosen: (choice: FileChoice) => void
}

/** Chooses a definition as JSON or as ODM; of the latter the report is shown and has to be confirmed. */
export function DefinitionFile({ label, help, base, onChosen }: DefinitionFileProps): ReactNode {
  const { t } = useTexts()
  const [file, setFile] = useState<File | null>(null)
  const reading = useMutation({
    mutationFn: (text: string) => call(readOdmDefinition, { body: { text, ...base } }),
  })
  const choose = (next: File | null): void => {
    setFile(next)
    onChosen({ kind: next === null ? 'none' : 'unready' })
    reading.reset()
    if (next === null) return
    void next.arrayBuffer().then((buffer) => {
      const text = decodeXml(new Uint8Array(buffer))
      if (isXml(next, text)) reading.mutate(text)
      else onChosen({ kind: 'ready', text })
    })
  }
  return (
    <>
      <FileInput
        label={label}
        description={help}
        accept="application/json,.json,application/xml,text/xml,.xml"
        clearable
        clearButtonProps={{ 'aria-label': t('form.clear') }}
        value={file}
        onChange={choose}
      />
      {reading.isPending && <p role="status">{t('odm.import.reading')}</p>}
      <ProblemNotice error={reading.error} />
      {reading.data !== undefined && (
        <OdmReport
          key={reading.submittedAt}
          read={reading.data}
          onSeen={(seen) => {
            const text = JSON.stringify(reading.data.definition)
            onChosen(seen ? { kind: 'ready', text } : { kind: 'unready' })
          }}
        />
      )}
    </>
  )
}

function isXml({ name }: File, text: string): boolean {
  return /\.xml$/i.test(name) || text.trimStart().startsWith('<')
}
