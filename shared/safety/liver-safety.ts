import type { LiverQuadrant } from '../plots/safety-data.ts'

/** Multiples from which liver enzymes, and above which bilirubin, count as raised. @source FDA, Drug-induced liver injury (2009), IV.A */
export const LIVER_LINES = { transaminase: 3, bilirubin: 2 } as const

/** Peaks as multiples of the same thing: of the upper limits of normal, or of the baseline. */
export interface LiverPeaks {
  /** The higher of ALT and AST. */
  readonly transaminase: number
  readonly bilirubin: number
}

/**
 * Where two peaks stand: `hy` is ALT or AST at or above 3 with bilirubin above 2, which of multiples of
 * the upper limit asks for a review under Hy's law; the law itself also asks for other causes.
 */
export function liverQuadrant({ transaminase, bilirubin }: LiverPeaks): LiverQuadrant {
  const enzyme = transaminase >= LIVER_LINES.transaminase
  const yellow = bilirubin > LIVER_LINES.bilirubin
  if (enzyme) return yellow ? 'hy' : 'transaminases'
  return yellow ? 'bilirubin' : 'neither'
}
