import type { Cell } from '../datasets/define.ts'
import type { AdamContext } from './define.ts'

type Of = Omit<AdamContext, 'subjectValues'>

/**
 * State, stage and markers before treatment, from whichever form has them: the result of SDTM with
 * --LOBXFL Y, of a subject without a dose the last one. AFP is that of ADLB.
 */
export function baselineColumns(of: Of): Record<string, Cell> {
  return {
    ECOGBL: baselineResult(of, 'RS', 'ECOG101', 'STRESN'),
    CHILDPBL: baselineResult(of, 'RS', 'CPS0107'),
    CHILDPSB: baselineResult(of, 'RS', 'CPS0106', 'STRESN'),
    BCLCBL: baselineResult(of, 'FA', 'BCLCSTG'),
    AFPBL: alphaFetoprotein(of),
    HBVFL: virus(of, baselineResult(of, 'MB', 'HBSAG'), 'HEPATITIS B'),
    HCVFL: virus(of, baselineResult(of, 'IS', 'HCAB'), 'HEPATITIS C'),
    MVIFL: invasion(baselineResult(of, 'FA', 'PVTT')),
    EHSFL: baselineResult(of, 'FA', 'EXTRAHEP'),
  }
}

function baselineResult(
  { sources, derivation }: Of,
  domain: string,
  test: string,
  variable: 'STRESC' | 'STRESN' = 'STRESC',
): Cell {
  const results = sources
    .all(domain)
    .filter(({ values }) => values[`${domain}TESTCD`] === test)
    .filter(({ values }) => (values[`${domain}STRESC`] ?? null) !== null)
  const flagged = results.find(({ values }) => values[`${domain}LOBXFL`] === 'Y')
  const isNeverDosed = derivation.dates.firstDose === null
  const baseline = flagged ?? (isNeverDosed ? results.at(-1) : undefined)
  return baseline?.values[`${domain}${variable}`] ?? null
}

function virus(of: Of, result: Cell, cause: string): Cell {
  if (result === 'POSITIVE' || hasCause(of, cause)) return 'Y'
  return result === 'NEGATIVE' ? 'N' : null
}

/** Named in the medical history, the causes of the liver cancer among it. */
function hasCause({ sources }: Of, cause: string): boolean {
  return sources
    .all('MH')
    .some(
      ({ values }) =>
        [values['MHTERM'], values['MHDECOD']].some(
          (term) => typeof term === 'string' && term.toUpperCase() === cause,
        ) && values['MHOCCUR'] !== 'N',
    )
}

function invasion(extent: Cell): Cell {
  if (extent === 'NONE') return 'N'
  return typeof extent === 'string' && extent.startsWith('VP') ? 'Y' : null
}

/** In the standard unit; a result below a limit of detection is no number. */
function alphaFetoprotein({ labs }: Of): Cell {
  const baseline = labs.find(({ value, isBaseline }) => isBaseline && value.code === 'AFP')
  return baseline?.value.number ?? null
}
