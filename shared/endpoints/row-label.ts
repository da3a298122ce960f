import type { Row } from '../trial/trial.ts'

/** Columns by which a person finds a row of a subject's file. Files with one row need none. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  visits: ['VISIT'],
  exposure: ['EXTRT', 'EXSTDAT'],
  procedures: ['PRSTDAT', 'PRTRT'],
  lesions: ['TULNKID'],
  measurements: ['VISIT', 'TRLNKID'],
  responses: ['VISIT', 'RSCAT'],
  'new-therapies': ['CMSTDAT', 'CMTRT'],
  labs: ['LBDAT', 'LBTESTCD'],
  'adverse-events': ['AESTDAT', 'AETERM'],
  antibodies: ['ISDAT', 'VISIT'],
  disposition: ['DSSTDAT', 'DSSCAT'],
  survival: ['SSDAT', 'SSORRES'],
}

/** The identity of a row within its subject's file: its key values, as entered. */
export function rowLabel(file: string, row: Row): string {
  const columns = IDENTITY[file]
  if (columns === undefined) return ''
  let label = ''
  for (const column of columns) {
    const value = row[column] ?? ''
    if (value !== '') label = label === '' ? value : `${label} ${value}`
  }
  return label
}
