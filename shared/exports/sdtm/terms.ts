/**
 * Submission values of the product's codes, by variable; a value that is not here stays as it is.
 * @source CDISC controlled terminology; mapping of forms, section 2
 */
const TERMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AEREL: {
    UNLIKELY: 'UNLIKELY RELATED',
    POSSIBLE: 'POSSIBLY RELATED',
    PROBABLE: 'PROBABLY RELATED',
    DEFINITE: 'RELATED',
  },
  DSSCAT: { TREATMENT: 'STUDY TREATMENT', STUDY: 'STUDY PARTICIPATION' },
  EXDOSFRQ: frequencies(),
  ECDOSFRQ: frequencies(),
  CMDOSFRQ: frequencies(),
  PRDOSFRQ: frequencies(),
}

function frequencies(): Readonly<Record<string, string>> {
  return {
    Q2W: 'EVERY 2 WEEKS',
    Q3W: 'EVERY 3 WEEKS',
    Q4W: 'EVERY 4 WEEKS',
    Q6W: 'EVERY 6 WEEKS',
  }
}

/** The value that a variable takes for a code of the product. */
export function submissionValue(variable: string, text: string): string {
  return TERMS[variable]?.[text] ?? text
}
