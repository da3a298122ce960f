/**
 * Total calcium corrected for albumin, in mmol/L: calcium + 0.02 x (40 - albumin). CTCAE grades the
 * corrected value and gives no formula; this is the usual one. Calcium in mmol/L, albumin in g/L.
 */
export function correctedCalcium(calcium_mmolPerLitre: number, albumin_gPerLitre: number): number {
  return calcium_mmolPerLitre + 0.02 * (40 - albumin_gPerLitre)
}

/**
 * QT corrected by Fridericia, in whole milliseconds: QT divided by the cube root of RR in seconds.
 * `null` when RR is not above 0.
 */
export function fridericiaQtc(qt_ms: number, rr_ms: number): number | null {
  return rr_ms > 0 ? Math.round(qt_ms / Math.cbrt(rr_ms / 1000)) : null
}
