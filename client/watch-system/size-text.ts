const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** A size as people say it, in powers of 1000: `1.4 GB`. */
export function sizeText(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000
    unit += 1
  }
  return `${unit === 0 || size >= 100 ? size.toFixed(0) : size.toFixed(1)} ${UNITS[unit] ?? ''}`
}
